using Saker.Learning.Trainers.XGBoost;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>Boosted trees of several classes: the softmax of one sum of trees per class.</summary>
internal sealed class BoostedClasses(Booster booster, int featureCount, int classCount) : FittedModel
{
    public override float[] Predict(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(GradientBoosting.PublicName, features, featureCount, allowMissing: true);
        return booster.Predict(features, classCount);
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var model = BoosterModel.Parse(booster.Save());
        // All classes start from the same number, which the softmax takes away.
        return graph.Softmax(TreeEnsembleNodes.Emit(graph, features, model.Trees, model.Classes, classCount));
    }
}
