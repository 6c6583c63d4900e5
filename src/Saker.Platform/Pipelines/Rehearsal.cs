using Saker.Data;
using Saker.Learning.Preparation;
using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>Tries on the rows what does not need a fit of a trainer, so that a pipeline that cannot run is refused before anything is stored.</summary>
internal static class Rehearsal
{
    /// <summary>Deals the rows to test part and folds, and fits the preparation on the training part as the final model needs it.</summary>
    /// <exception cref="SakerException">There are too few rows of a class, or the preparation does not fit the rows.</exception>
    public static FittedPreparation Run(Pipeline pipeline, Table rows, TargetValues target, CancellationToken cancellationToken)
    {
        var split = StratifiedSplit.Create(target.Values, pipeline.Split.TestShare, pipeline.Split.Seed);
        float[] train = [.. split.Train.Select(row => target.Values[row])];
        StratifiedFolds.Create(train, pipeline.Select.FoldCount, pipeline.Split.Seed);
        return pipeline.Preparation.Fit(rows.Take([.. split.Train]), CheckedData.InputColumns(rows, pipeline.Target.Column), cancellationToken);
    }
}
