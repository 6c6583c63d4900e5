using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>What a trainer fitted: it predicts by the training engine itself and can be written as graph nodes. Both must agree.</summary>
public abstract class FittedModel
{
    /// <summary>What it gives for each row, row-major, computed by the engine that trained, not by the graph: the probability of the positive class, of every class, or a number; see <see cref="LearningTask.Width"/>.</summary>
    public abstract float[] Predict(FeatureMatrix features);

    /// <summary>Adds the nodes that compute the same.</summary>
    /// <param name="graph">The graph under construction.</param>
    /// <param name="features">Float32 of shape [N, features], NaN where missing.</param>
    /// <returns>Float32 of shape [N, width]: the probability of the positive class, of every class, or a number.</returns>
    public abstract Value Emit(GraphBuilder graph, Value features);

    /// <summary>The mean of each feature over the training rows, where explanations of such a model start from it; else empty.</summary>
    public virtual IReadOnlyList<double> FeatureMeans => [];

    /// <summary>What the fit has to say: that it did not converge, say. Empty when all is well.</summary>
    public virtual IReadOnlyList<string> Warnings => [];
}
