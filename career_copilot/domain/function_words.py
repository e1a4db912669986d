"""Words that carry no subject, in the languages of most adverts: ignored when texts are compared."""

_ENGLISH = """a about above across after again against all almost also although always am among an and any are as at be
because been before being below between both but by can cannot could did do does doing down during each either else etc
ever every few for from further get had has have having he her here hers him his how however i if in into is it its
itself just let like ll may me might more most much must my need new no nor not now of off on once only or other our ours
out over own per re same shall she should since so some such than that the their them then there these they this those
through to too under until up upon us ve very via was we well were what when where whether which while who whom why will
with within without would yes yet you your yours"""
_GERMAN = """aber alle allen aller als also am an ander andere auch auf aus bei beim bin bis bist da dabei damit dann das dass
dein deine dem den der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
einer eines er es etwa euch euer eure für gegen hast hat haben hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
in ist ja jede jedem jeden jeder jedes kann kannst kein keine können mehr mein mich mir mit muss nach nicht noch nur ob
oder ohne sehr sein seine sich sie sind so sowie soll sollte über um und uns unser unsere unserem unseren unserer unter
vom von vor war was weil weiter welche wenn werden wie wir wird wo würde zu zum zur zwischen"""
_FRENCH = """ainsi au aussi autre autres aux avec avez avoir avons car ce ceci cela celle celui ces cet cette chez comme dans
de des donc dont du elle elles en entre est et être eux il ils je la le les leur leurs lors lui ma mais même mes mon ne
nos notre nous on ont ou où par pas plus pour qu que qui sa sans se ses si soit son sont sous sur ta te tes toi ton tous
tout toute toutes très tu un une vers vos votre vous"""
_SPANISH = """al algo ante antes así cada como con contra cual cuando de del desde donde durante el ella ellas ellos en entre
era es esa ese eso esta estas este esto estos fue ha han hasta hay la las le les lo los más me mi mis mucho muy nada ni
no nos nosotros nuestra nuestras nuestro nuestros o os otra otro para pero por porque que quien se sea ser si sido sin
sobre son su sus también te tiene todo todos tu tus un una uno unos y ya"""
FUNCTION_WORDS = frozenset(" ".join((_ENGLISH, _GERMAN, _FRENCH, _SPANISH)).split())
