using Saker.Learning.Trainers.XGBoost;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>A forest: leaves are shares of positives, divided by the number of trees, and summed. Rounding may leave [0, 1] by a hair, so it is clipped.</summary>
internal sealed class ForestClassifier(Booster booster, int featureCount) : FittedClassifier
{
    public override float[] PredictProbability(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(RandomForest.PublicName, features, featureCount, allowMissing: true);
        var probability = booster.Predict(features);
        for (var i = 0; i < probability.Length; i++)
            probability[i] = Math.Clamp(probability[i], 0, 1);
        return probability;
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var model = BoosterModel.Parse(booster.Save());
        var sum = TreeEnsembleNodes.Emit(graph, features, model.Trees, model.BaseScore);
        return graph.Node("Clip", [sum, graph.Constant(Tensor.Scalar(0f)), graph.Constant(Tensor.Scalar(1f))], ElementType.Float32);
    }
}
