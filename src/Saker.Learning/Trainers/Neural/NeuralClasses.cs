using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers.Neural;

/// <summary>The softmax of the mean of what several networks give for each class.</summary>
/// <param name="networks">They give a margin for each class.</param>
/// <param name="warnings">What there is to say of the fit.</param>
internal sealed class NeuralClasses(PerceptronEnsemble networks, IReadOnlyList<string> warnings) : FittedModel
{
    public override IReadOnlyList<string> Warnings => warnings;

    public override float[] Predict(FeatureMatrix features)
    {
        var margins = networks.Apply(features);
        for (var row = 0; row < features.RowCount; row++)
        {
            var own = margins.AsSpan(row * networks.Width, networks.Width);
            var highest = own[0];
            foreach (var margin in own)
                highest = Math.Max(highest, margin);
            var sum = 0f;
            foreach (ref var margin in own)
                sum += margin = MathF.Exp(margin - highest);
            foreach (ref var share in own)
                share /= sum;
        }
        return margins;
    }

    public override Value Emit(GraphBuilder graph, Value features) => graph.Softmax(networks.Emit(graph, features));
}
