using Saker.Data;
using Saker.Learning;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>Some rows of the data with their target values.</summary>
internal sealed record TrainingPart(Table Rows, TargetValues Answers)
{
    /// <summary>See <see cref="TargetValues.Values"/>.</summary>
    public float[] Target => Answers.Values;

    public static TrainingPart Of(CheckedData data, IReadOnlyList<int> rows)
    {
        int[] taken = [.. rows];
        return new TrainingPart(data.Rows.Take(taken), data.Target.Take(taken));
    }

    /// <summary>Fits preparation on a fold's training rows and applies it to both of its parts.</summary>
    public PreparedFold Prepare(Fold fold, Pipeline pipeline, IReadOnlyList<string> inputColumns, CancellationToken cancellationToken)
    {
        int[] train = [.. fold.Train];
        int[] validation = [.. fold.Validation];
        var trainRows = Rows.Take(train);
        var preparation = pipeline.Preparation.Fit(trainRows, inputColumns, cancellationToken);
        var target = Answers.Take(train).Values;
        return new PreparedFold
        {
            Train = preparation.Apply(trainRows),
            Task = Answers.Task,
            TrainTarget = target,
            TrainWeights = pipeline.Mitigation is { Method: MitigationMethod.Reweighing } plan ? Reweighing.Weigh(ProtectedGroups.Of(trainRows, plan.Attribute).Rows, target) : [],
            Validation = preparation.Apply(Rows.Take(validation)),
            ValidationTarget = Answers.Take(validation).Values,
        };
    }
}
