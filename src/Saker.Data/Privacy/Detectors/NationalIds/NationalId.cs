namespace Saker.Data.Privacy.Detectors.NationalIds;

/// <summary>One kind of national id.</summary>
/// <param name="Type">Its name in reports, which begins with the country.</param>
/// <param name="Layouts">The lengths of its groups, such as 6-4; groups are divided by one of <see cref="Separators"/>.</param>
/// <param name="Words">Words that stand around such an id, in small letters.</param>
/// <param name="Alone">How sure a valid number is without any such word: what chance would give is not certain.</param>
/// <param name="IsValid">Whether the digits and letters (capital, without separators) are one.</param>
internal sealed record NationalId(string Type, int[][] Layouts, string[] Words, double Alone, NationalId.Check IsValid)
{
    public delegate bool Check(ReadOnlySpan<char> compact);

    /// <summary>What may stand between two groups.</summary>
    public string Separators { get; init; } = " -./";

    /// <summary>How sure a valid number is beside one of its words.</summary>
    public double NearWords { get; init; } = 0.97;
}
