using System.Globalization;

namespace Saker.Platform.Registry;

/// <summary>
/// A version as people compare them (semver.org, without labels): the major number grows when callers must change, the minor one when
/// there is more or something else trained it, the patch when the same was trained again.
/// </summary>
public readonly record struct SemanticVersion(int Major, int Minor, int Patch) : IComparable<SemanticVersion>
{
    /// <summary>The greatest number that can be given; those that follow from it go on above.</summary>
    public const int MaxGiven = 1_000_000;

    /// <summary>What a model begins with.</summary>
    public static SemanticVersion First { get; } = new(1, 0, 0);

    /// <summary>The version of a text such as <c>1.2.0</c>; null when it is none.</summary>
    public static SemanticVersion? Find(string? text) => text?.Split('.') is [var major, var minor, var patch]
        && Number(major) is { } first && Number(minor) is { } second && Number(patch) is { } third
        ? new SemanticVersion(first, second, third)
        : null;

    public SemanticVersion NextMajor() => new(Major + 1, 0, 0);

    public SemanticVersion NextMinor() => new(Major, Minor + 1, 0);

    public SemanticVersion NextPatch() => new(Major, Minor, Patch + 1);

    public int CompareTo(SemanticVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    /// <summary>A number as versions write them: without sign and without leading zeros.</summary>
    internal static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (text.Length == 1 || text[0] != '0') ? number : null;
}
