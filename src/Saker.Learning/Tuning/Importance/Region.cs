namespace Saker.Learning.Tuning.Importance;

/// <summary>A part of one parameter's domain: an interval of its coordinate, or some of its choices; and whether its absence is in it.</summary>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Choices">Which choices, where they have no order; null where there is an interval.</param>
/// <param name="HoldsAbsent">Whether points that have no such parameter are in it.</param>
internal readonly record struct Region(double Low, double High, bool[]? Choices, bool HoldsAbsent)
{
    public int ChoiceCount => Choices?.Count(isIn => isIn) ?? 0;

    public static Region Whole(int? choiceCount) => new(0, 1, choiceCount is { } count ? [.. Enumerable.Repeat(true, count)] : null, HoldsAbsent: true);

    public bool Holds(double coordinate) => Choices is null ? coordinate >= Low && coordinate < High : Choices[(int)coordinate];
}
