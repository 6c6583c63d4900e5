using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers.Neural;

/// <summary>The sigmoid of the mean of what several networks give.</summary>
/// <param name="networks">They give log odds.</param>
/// <param name="warnings">What there is to say of the fit.</param>
internal sealed class NeuralClassifier(PerceptronEnsemble networks, IReadOnlyList<string> warnings) : FittedClassifier
{
    public override IReadOnlyList<string> Warnings => warnings;

    public override float[] PredictProbability(FeatureMatrix features) => Array.ConvertAll(networks.Apply(features), mean => 1 / (1 + MathF.Exp(-mean)));

    public override Value Emit(GraphBuilder graph, Value features) => graph.Sigmoid(networks.Emit(graph, features));
}
