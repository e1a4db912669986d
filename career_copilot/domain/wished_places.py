"""Places that are wished for: suggested, chosen, with a radius or as a whole. Each change is a pure function."""

from career_copilot.domain.gazetteer import country_name, country_of
from career_copilot.domain.location import find_places
from career_copilot.domain.posting import Place
from career_copilot.domain.wishes import WishedPlace, Wishes
from career_copilot.domain.world_regions import REGIONS
from career_copilot.errors import InvalidInputError

RADII = (10, 25, 50, 100, 200)  # kilometres


def is_whole(place: WishedPlace) -> bool:
    """Whether it is a country or a region of the world, all of which counts."""
    if place.region or (place.latitude is not None and place.radius_km):
        return False
    country = country_of(place.text)
    return place.country in REGIONS or (country is not None and country.code == place.country)


def placed(wishes: Wishes) -> Wishes:
    """With the position of each place that the table of cities knows beyond doubt."""
    return wishes.model_copy(update={"places": [_placed(place) for place in wishes.places]})


def _placed(place: WishedPlace) -> WishedPlace:
    found = find_places(place.text, place.country) if place.latitude is None else []
    if len(found) == 1 and found[0].region and not found[0].locality:
        return _region(found[0])
    # `Portland, OR` is the city and its region; another region after the name means another city.
    if (
        not found
        or found[0].latitude is None
        or any(one.locality or one.region != found[0].region for one in found[1:])
    ):
        return place
    city = found[0]
    return WishedPlace(text=city.locality, country=city.country, latitude=city.latitude, longitude=city.longitude)


def _region(place: Place) -> WishedPlace:
    return WishedPlace(text=place.region, country=place.country, region=place.region, radius_km=0)


def suggestion(place: Place) -> str:
    """A suggested place in words: `Springfield, Illinois, United States`."""
    country = country_name(place.country) if place.country else ""
    parts = [place.locality or place.text, place.region if place.locality else "", country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def with_place(wishes: Wishes, place: Place) -> Wishes:
    """One more place, with the usual radius if it is a city."""
    if place.locality and place.latitude is not None:
        new = WishedPlace(
            text=place.locality, country=place.country, latitude=place.latitude, longitude=place.longitude
        )
    elif place.region and place.country:
        new = _region(place)
    else:
        text = country_name(place.country) if place.country else place.text
        new = WishedPlace(text=text, country=place.country, radius_km=0)
    namesakes = [one for one in wishes.places if (one.text, one.country) == (new.text, new.country)]
    if any((one.latitude, one.longitude) == (new.latitude, new.longitude) for one in namesakes):
        return wishes
    # A place that came without a position, such as a résumé's, gives way to the one that was chosen.
    others = [one for one in wishes.places if one not in namesakes or one.latitude is not None]
    return wishes.model_copy(update={"places": [*others, new]})


def without_place(wishes: Wishes, index: int) -> Wishes:
    return wishes.model_copy(update={"places": [one for at, one in enumerate(wishes.places) if at != index]})


def with_radius(wishes: Wishes, index: int, kilometres: int) -> Wishes:
    """Another radius around a city: one of those offered."""
    if kilometres not in RADII:
        raise InvalidInputError("There is no such radius.")
    changed = [
        one.model_copy(update={"radius_km": kilometres}) if at == index else one for at, one in enumerate(wishes.places)
    ]
    return wishes.model_copy(update={"places": changed})
