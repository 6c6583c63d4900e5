namespace Saker.Data.Profiles;

/// <summary>Says what moved between two profiles of a column. What sampling alone explains is not said.</summary>
internal static class ChangeWords
{
    private const double SmallShare = 0.01;
    private const double SmallShift = 0.1;
    private const int MaxBins = 2;

    public static IEnumerable<string> Of(ColumnProfile reference, ColumnProfile current, ProfileBins bins, double[] expected, double[] found)
    {
        if (reference.Type != current.Type)
            yield return $"was {reference.Type.Name()}, is {current.Type.Name()}";
        if (reference.Count == 0 || current.Count == 0)
        {
            if (reference.Count != current.Count)
                yield return reference.Count == 0 ? "there were no rows before" : "there are no rows any more";
            yield break;
        }
        if (IsMoved(reference.NullShare, current.NullShare, reference.Count, current.Count))
            yield return $"missing {NumberText.Percent(reference.NullShare)} -> {NumberText.Percent(current.NullShare)}";
        if (reference is { Numbers: { } before } && current is { Numbers: { } after })
        {
            foreach (var change in OfNumbers(reference, before, after))
                yield return change;
        }
        foreach (var change in OfBins(bins, expected, found))
            yield return change;
    }

    private static IEnumerable<string> OfNumbers(ColumnProfile reference, NumberProfile before, NumberProfile after)
    {
        if (before.Count == 0 || after.Count == 0)
            yield break;
        var type = reference.Type;
        var deviation = before.StandardDeviation;
        var shift = (after.Mean - before.Mean) / deviation;
        // Means differ by chance by this many deviations.
        var chance = 4 * Math.Sqrt((1.0 / before.Count) + (1.0 / after.Count));
        if (deviation > 0 && Math.Abs(shift) > Math.Max(SmallShift, chance))
            yield return FormattableString.Invariant($"mean {NumberText.Of(before.Mean, type)} -> {NumberText.Of(after.Mean, type)} ({shift:+0.0;-0.0} standard deviations)");
        else if (deviation == 0 && after.Mean != before.Mean)
            yield return $"was always {NumberText.Of(before.Mean, type)}, is {NumberText.Of(after.Mean, type)} on average";
        if (deviation > 0 && after.StandardDeviation / deviation is < 0.8 or > 1.25)
            yield return FormattableString.Invariant($"spread x {after.StandardDeviation / deviation:0.##}");
        if (after.Min < before.Min - (deviation * SmallShift))
            yield return $"smallest {NumberText.Of(before.Min, type)} -> {NumberText.Of(after.Min, type)}";
        if (after.Max > before.Max + (deviation * SmallShift))
            yield return $"largest {NumberText.Of(before.Max, type)} -> {NumberText.Of(after.Max, type)}";
    }

    /// <summary>The bins that gained or lost most.</summary>
    private static IEnumerable<string> OfBins(ProfileBins bins, double[] expected, double[] found)
    {
        var (before, after) = (expected.Sum(), found.Sum());
        return Enumerable.Range(0, bins.Count - 1)
            .Select(bin => (Bin: bin, Before: expected[bin] / before, After: found[bin] / after))
            .Where(bin => IsMoved(bin.Before, bin.After, before, after) && Math.Abs(bin.After - bin.Before) > 2 * NumberProfile.MaxRankError)
            .OrderByDescending(bin => Math.Abs(bin.After - bin.Before))
            .Take(MaxBins)
            .Select(bin => $"{bins.Describe(bin.Bin)}: {NumberText.Percent(bin.Before)} -> {NumberText.Percent(bin.After)}");
    }

    /// <summary>Whether two shares differ by more than a hundredth and by more than four standard errors of their difference.</summary>
    private static bool IsMoved(double before, double after, double beforeRows, double afterRows)
    {
        var pooled = ((before * beforeRows) + (after * afterRows)) / (beforeRows + afterRows);
        var error = Math.Sqrt(Math.Max(pooled * (1 - pooled), 0) * ((1 / beforeRows) + (1 / afterRows)));
        return Math.Abs(after - before) > Math.Max(SmallShare, 4 * error);
    }
}
