using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers.Neural;

/// <summary>The mean of what several networks give, brought to the unit of the target.</summary>
/// <param name="networks">They give deviations from the mean of the training rows.</param>
/// <param name="scale">From deviations to the unit of the target.</param>
/// <param name="warnings">What there is to say of the fit.</param>
internal sealed class NeuralRegressor(PerceptronEnsemble networks, TargetScale scale, IReadOnlyList<string> warnings) : FittedModel
{
    public override IReadOnlyList<string> Warnings => warnings;

    public override float[] Predict(FeatureMatrix features) => scale.Restore(networks.Apply(features));

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var wide = graph.Cast(networks.Emit(graph, features), ElementType.Float64);
        var scaled = graph.Multiply(wide, graph.Constant(Tensor.Scalar(scale.Deviation)));
        return graph.Cast(graph.Add(scaled, graph.Constant(Tensor.Scalar(scale.Mean))), ElementType.Float32);
    }
}
