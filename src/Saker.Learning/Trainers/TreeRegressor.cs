using Saker.Learning.Trainers.XGBoost;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>A sum of trees that gives a number: the mean of the training rows and the leaves, in the unit of the target.</summary>
/// <param name="trainer">The public name of what fitted it.</param>
/// <param name="booster">The trees, which give deviations from the mean.</param>
/// <param name="featureCount">How many features there are.</param>
/// <param name="scale">From deviations to the unit of the target.</param>
internal sealed class TreeRegressor(string trainer, Booster booster, int featureCount, TargetScale scale) : FittedModel
{
    public override float[] Predict(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(trainer, features, featureCount, allowMissing: true);
        return scale.Restore(booster.Predict(features));
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var model = BoosterModel.Parse(booster.Save());
        // Leaves in the unit of the target, so that explanations of the one node are in it, too. The mean comes last and in float64: where it is much larger than the deviations, sums in float32 that begin
        // with it would round them away.
        var deviations = TreeEnsembleNodes.Emit(graph, features, [.. model.Trees.Select(tree => tree.Scaled(scale.Deviation))], (float)(scale.Deviation * model.BaseScore));
        return graph.Cast(graph.Add(graph.Cast(deviations, ElementType.Float64), graph.Constant(Tensor.Scalar(scale.Mean))), ElementType.Float32);
    }
}
