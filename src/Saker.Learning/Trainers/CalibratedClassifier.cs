using Saker.Learning.Scores.Calibrating;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>A classifier whose probabilities are calibrated, in the engine's answers and in the graph alike.</summary>
/// <param name="inner">What was fitted.</param>
/// <param name="calibrator">Fitted on predictions of the same trainer for rows that it had not seen.</param>
public sealed class CalibratedClassifier(FittedClassifier inner, Calibrator calibrator) : FittedClassifier
{
    /// <summary>The classifier as it was fitted.</summary>
    public FittedClassifier Inner => inner;

    public Calibrator Calibrator => calibrator;

    public override IReadOnlyList<string> Warnings => inner.Warnings;

    public override IReadOnlyList<double> FeatureMeans => inner.FeatureMeans;

    public override float[] PredictProbability(FeatureMatrix features) => calibrator.Apply(inner.PredictProbability(features));

    public override Value Emit(GraphBuilder graph, Value features) => calibrator.Emit(graph, inner.Emit(graph, features));
}
