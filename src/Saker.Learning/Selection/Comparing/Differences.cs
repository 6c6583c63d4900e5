using Saker.Data;

namespace Saker.Learning.Selection.Comparing;

/// <summary>What every paired test requires of its inputs.</summary>
internal static class Differences
{
    public static void Check(ReadOnlySpan<double> differences, int minCount, double level)
    {
        if (differences.Length < minCount)
            throw new SakerException(ErrorKind.InvalidInput, $"A paired test needs at least {minCount} differences; got {differences.Length}.", "differences");
        for (var i = 0; i < differences.Length; i++)
            if (!double.IsFinite(differences[i]))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"A difference must be finite; number {i} is {differences[i]}."), "differences");
        RequireLevel(level);
    }

    public static void RequireLevel(double level)
    {
        if (!(level is > 0 and < 1))
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"A level must lie between 0 and 1, both excluded; got {level}."), "level");
    }
}
