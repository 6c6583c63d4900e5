using Saker.Learning.Trainers.XGBoost;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>Boosted trees: the sigmoid of the start and the leaves.</summary>
internal sealed class BoostedClassifier(Booster booster, int featureCount) : FittedClassifier
{
    public override float[] PredictProbability(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(GradientBoosting.PublicName, features, featureCount, allowMissing: true);
        return booster.Predict(features);
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var model = Model();

        // As the engine does it, in float32.
        var start = -MathF.Log(1 / model.BaseScore - 1);
        return graph.Node("Sigmoid", [TreeEnsembleNodes.Emit(graph, features, model.Trees, start)], ElementType.Float32);
    }

    internal BoosterModel Model() => BoosterModel.Parse(EngineModel());

    /// <summary>The model as the engine's JSON.</summary>
    internal byte[] EngineModel() => booster.Save();
}
