namespace Saker.Learning.Trainers;

/// <summary>A fitted classifier of two classes.</summary>
public abstract class FittedClassifier : FittedModel
{
    /// <summary>Probability of the positive class per row, computed by the engine that trained, not by the graph.</summary>
    public abstract float[] PredictProbability(FeatureMatrix features);

    /// <inheritdoc/>
    public sealed override float[] Predict(FeatureMatrix features) => PredictProbability(features);
}
