using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>
/// Looks at how groups of people fare. Measures are those of AIF360 (Bellamy et al. 2018) and, over all groups, of Fairlearn, number by number; each
/// comes with an interval and the sizes of its groups.
/// </summary>
public static class FairnessAudit
{
    /// <summary>Looks at predictions.</summary>
    /// <param name="plan">What to look at.</param>
    /// <param name="rows">Has the protected columns.</param>
    /// <param name="target">1 for the positive class, 0 for the other, a row.</param>
    /// <param name="predicted">1 where the row is said to be positive, otherwise 0.</param>
    /// <param name="labels">The classes.</param>
    /// <exception cref="SakerException">The plan does not fit the rows; all problems are reported.</exception>
    public static FairnessReport OfPredictions(FairnessPlan plan, Table rows, ReadOnlySpan<float> target, ReadOnlySpan<float> predicted, ClassLabels labels) =>
        Report(plan, rows, target, predicted, labels, isOfLabels: false, column: null);

    /// <summary>Looks at the labels themselves, as the data have them: a model learns what is uneven in them.</summary>
    public static FairnessReport OfLabels(FairnessPlan plan, Table rows, ReadOnlySpan<float> target, ClassLabels labels) =>
        Report(plan, rows, target, target, labels, isOfLabels: true, column: null);

    /// <summary>Looks at predictions for rows whose target column is known, which is then refused as a protected one.</summary>
    /// <param name="plan">What to look at.</param>
    /// <param name="rows">Have the protected columns.</param>
    /// <param name="predicted">1 where the row is said to be positive, otherwise 0.</param>
    /// <exception cref="SakerException">The plan does not fit the rows; all problems are reported.</exception>
    public static FairnessReport OfPredictions(FairnessPlan plan, LabelledRows rows, ReadOnlySpan<float> predicted) =>
        Report(plan, rows.Rows, rows.Target, predicted, rows.Labels, isOfLabels: false, rows.TargetColumn);

    /// <summary>Looks at the labels of rows whose target column is known.</summary>
    /// <exception cref="SakerException">The plan does not fit the rows; all problems are reported.</exception>
    public static FairnessReport OfLabels(FairnessPlan plan, LabelledRows rows) => Report(plan, rows.Rows, rows.Target, rows.Target, rows.Labels, isOfLabels: true, rows.TargetColumn);

    private static FairnessReport Report(FairnessPlan plan, Table rows, ReadOnlySpan<float> target, ReadOnlySpan<float> predicted, ClassLabels labels, bool isOfLabels, string? column)
    {
        RequireLabels(rows, target, "target");
        RequireLabels(rows, predicted, "predicted");
        FairnessCheck.Require(plan, rows, labels, column);
        var favourable = plan.Favourable ?? labels.Positive;
        var measuring = new Measuring(plan, isOfLabels, isTurned: favourable != labels.Positive);
        var attributes = new List<AttributeFairness>();
        foreach (var attribute in plan.Attributes)
        {
            var groups = ProtectedGroups.Of(rows, attribute);
            attributes.Add(measuring.Compare(groups, Outcomes.Count(target, predicted, groups.Rows, groups.Names.Count)));
        }
        var report = new FairnessReport
        {
            RowCount = rows.RowCount,
            IsOfLabels = isOfLabels,
            Positive = labels.Positive,
            Favourable = favourable,
            MinGroupSize = plan.MinGroupSize,
            Level = plan.Level,
            TheilIndex = isOfLabels ? null : measuring.Index(Outcomes.Count(target, predicted, new int[target.Length], 1)[0]),
            Attributes = attributes,
            Findings = [],
        };
        return report with { Findings = FairnessFindings.Of(report) };
    }

    private static void RequireLabels(Table rows, ReadOnlySpan<float> values, string name)
    {
        if (values.Length != rows.RowCount)
            throw new SakerException(ErrorKind.InvalidInput, $"There are {rows.RowCount} rows and {values.Length} values of '{name}'; both must be as many.", name);
        if (values.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, "Fairness is told of at least one row; there is none.", name);
        for (var row = 0; row < values.Length; row++)
            if (values[row] is not (0f or 1f))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The {name} must be 0 or 1; row {row} has {values[row]}."), name);
    }
}
