"""Words that say nothing about what a question is about.

Function words and what is left of contractions ("don't" is "don" and "t"), written down for the
desk's five languages. A word that names a thing in another of them (German "hat", Spanish "soy",
French "aux") stays out of the list.
"""

_ENGLISH = """
a about after again all also am an and any anybody anyone anything are aren as at be because been
before being but by can cannot could couldn d did didn do does doesn doing don done each either
else ever every few for from further get gets getting got had hadn has hasn have haven having he
hello help her here hers him his how however i if in into is isn it its just let like ll m many
may maybe me might more most much must my no nor not now of off ok on once only or other our ours
out over own please really s same she should shouldn since so some somebody someone something
still such t than thank thanks that the their theirs them then there these they this those though
through to too until up upon us very via want wants was wasn way we well were weren what whatever
when where whether which while who whom whose why will with without won would wouldn yes yet you
your yours
"""

_GERMAN = """
aber als am an auch auf aus bei bis bitte da damit danke dann das dass dein dem den denn der des
deshalb die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer
eines er es euch euer eure für geht gibt habe haben hallo hatte hätte hier ich ihm ihn ihnen ihr
ihre ihren im in ins ist ja jetzt kann kannst können könnte mein meine meinem meinen meiner mich mir
mit muss müssen nach nicht noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so
soll sollte über um und uns unser unsere unter vom von vor wann warum was welche welcher welches
wenn wer werde werden wie wieder will wir wird wo wurde würde zu zum zur
"""

_SPANISH = """
a al algo algún alguna ante antes aquí así aún con cómo como cuál cuáles cuando cuándo cuánto cuánta
de del desde donde dónde e el él ella ellos en entre era es esa ese eso esta está están estas este
esto estos estoy favor fue ha había hace hacer hasta he hola la las le les lo los más me mi mis muy
nada ni no nos o os otra otro para pero poder por porque puede puedo pues que qué quiero quién se
ser si sí sido sobre su sus también te tengo tiene todo todos tu tus un una uno unos usted y ya yo
gracias
"""

_FRENCH = """
ai alors après as au aussi autre avant avec avez avoir bonjour ce cela ces cet cette ceci combien
comme d dans de depuis des dois donc du elle elles en encore est et étais était êtes être eu fait
faire faut ici il ils j je l la là le les leur leurs lui m ma mais me même merci mes moi mon n ne
nos notre nous on ont ou où par parce pas peut peux pour pourquoi puis qu quand que quel quelle
quelles quels qui quoi s sa sans se ses si sont sous suis sur svp t ta te tes toi ton tous tout
toute toutes très tu un une va veux voici vos votre vous y à ça
"""

_RUSSIAN = """
а без бы был была были было быть в вам вас ваш во вот все всё вы где да для до его ее её если есть
еще ещё же за здравствуйте и из или им их к как какая какие какой когда кто ли меня мне могу мой мои
моя моё мы на над надо нам нас наш не нет ни но ну нужно о об он она они оно от очень по под
пожалуйста почему при с сколько со спасибо так также там то того тоже только у уже хочу чего чем что
чтобы эта эти это этого этот я
"""

STOP_WORDS = frozenset(" ".join((_ENGLISH, _GERMAN, _SPANISH, _FRENCH, _RUSSIAN)).split())
"""Case-folded; "ß" never occurs."""
