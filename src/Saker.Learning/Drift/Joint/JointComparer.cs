using Saker.Data;

namespace Saker.Learning.Drift.Joint;

/// <summary>Compares all columns together, on a sample of rows where there are many.</summary>
internal static class JointComparer
{
    private const int ReferencePart = 101;
    private const int CurrentPart = 102;

    public static JointDrift Compare(Table reference, Table current, DriftOptions options, double alpha, CancellationToken cancellationToken)
    {
        var (before, after) = (Sample(reference, options, ReferencePart), Sample(current, options, CurrentPart));
        return options.Joint == JointMethod.Classifier
            ? DomainClassifier.Compare(before, after, options.Seed, alpha, cancellationToken)
            : MeanDiscrepancy.Compare(before, after, options.Seed, alpha, cancellationToken);
    }

    private static Table Sample(Table rows, DriftOptions options, int part)
    {
        if (rows.RowCount <= options.MaxJointRows)
            return rows;
        int[] order = [.. Enumerable.Range(0, rows.RowCount)];
        Xoshiro256.Of(options.Seed, part).Shuffle(order);
        var kept = order[..options.MaxJointRows];
        Array.Sort(kept);
        return rows.Take(kept);
    }
}
