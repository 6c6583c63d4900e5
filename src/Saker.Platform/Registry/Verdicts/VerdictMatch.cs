using System.Globalization;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>Which verdicts of a version count for a requirement, and what they say.</summary>
internal static class VerdictMatch
{
    /// <param name="requirement">What is required.</param>
    /// <param name="verdicts">The newest of every question that the version was asked, the newest first.</param>
    /// <returns>What keeps the version from it, as a sentence; null when nothing does.</returns>
    public static string? FindFault(GateRequirement requirement, IReadOnlyList<GateVerdict> verdicts)
    {
        if (verdicts.Count == 0)
            return "it is not judged.";
        // Where any gates will do, what failed by some is not healed by passing others.
        var counting = requirement.Suite is null
            ? verdicts.DistinctBy(verdict => (verdict.Suite, verdict.Target, verdict.Positive)).ToList()
            : verdicts.Where(verdict => IsOfSuite(requirement, verdict) && HasAnswers(requirement, verdict) && HasRows(requirement, verdict)).Take(1).ToList();
        if (counting.Count == 0)
            return Mismatch(requirement, verdicts);
        var failed = counting.Where(verdict => !verdict.Passed).ToList();
        return failed.Count == 0 ? null : string.Join(" ", failed.Select(verdict =>
            $"it did not pass {string.Join(", ", verdict.Failed)} on {verdict.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC."));
    }

    private static string Mismatch(GateRequirement requirement, IReadOnlyList<GateVerdict> verdicts)
    {
        var ofSuite = verdicts.Where(verdict => IsOfSuite(requirement, verdict)).ToList();
        if (ofSuite.Count == 0)
            return $"it was judged by other gates than those that {requirement.Subject} requires.";
        return ofSuite.Exists(verdict => HasAnswers(requirement, verdict))
            ? $"it was judged on other rows than those of dataset {requirement.Dataset}, which {requirement.Subject} requires."
            : $"it was judged on other answers than {requirement.Target} = {requirement.Positive}, which {requirement.Subject} requires.";
    }

    private static bool IsOfSuite(GateRequirement requirement, GateVerdict verdict) => verdict.Suite == requirement.Suite;

    private static bool HasAnswers(GateRequirement requirement, GateVerdict verdict) =>
        requirement.Target is null || (verdict.Target == requirement.Target && verdict.Positive == requirement.Positive);

    private static bool HasRows(GateRequirement requirement, GateVerdict verdict) =>
        requirement.Dataset is not { } dataset || verdict.Dataset == dataset || (verdict.Dataset?.StartsWith($"{dataset}/", StringComparison.Ordinal) ?? false);
}
