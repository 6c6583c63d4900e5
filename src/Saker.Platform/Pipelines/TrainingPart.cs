using Saker.Data;
using Saker.Learning;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>Some rows of the data with their target values.</summary>
internal sealed record TrainingPart(Table Rows, float[] Target)
{
    public static TrainingPart Of(CheckedData data, IReadOnlyList<int> rows)
    {
        int[] taken = [.. rows];
        return new TrainingPart(data.Rows.Take(taken), Pick(data.Target.Values, taken));
    }

    /// <summary>Fits preparation on a fold's training rows and applies it to both of its parts.</summary>
    public PreparedFold Prepare(Fold fold, Pipeline pipeline, IReadOnlyList<string> inputColumns, CancellationToken cancellationToken)
    {
        int[] train = [.. fold.Train];
        int[] validation = [.. fold.Validation];
        var trainRows = Rows.Take(train);
        var preparation = pipeline.Preparation.Fit(trainRows, inputColumns, cancellationToken);
        var target = Pick(Target, train);
        return new PreparedFold
        {
            Train = preparation.Apply(trainRows),
            TrainTarget = target,
            TrainWeights = pipeline.Mitigation is { Method: MitigationMethod.Reweighing } plan ? Reweighing.Weigh(ProtectedGroups.Of(trainRows, plan.Attribute).Rows, target) : [],
            Validation = preparation.Apply(Rows.Take(validation)),
            ValidationTarget = Pick(Target, validation),
        };
    }

    private static float[] Pick(float[] values, int[] rows)
    {
        var picked = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }
}
