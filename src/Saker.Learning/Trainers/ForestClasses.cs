using Saker.Learning.Trainers.XGBoost;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>A forest of several classes: each class has trees whose leaves are shares of it, and the shares of all classes are brought to the sum of 1.</summary>
internal sealed class ForestClasses(Booster booster, int featureCount, int classCount) : FittedModel
{
    // Trees of different classes see different rows, so all shares of a row may be 0; then all classes are as probable.
    private const float Least = 1e-6f;

    public override float[] Predict(FeatureMatrix features)
    {
        TrainerInputs.CheckFitted(RandomForest.PublicName, features, featureCount, allowMissing: true);
        var shares = booster.Predict(features, classCount);
        for (var row = 0; row < features.RowCount; row++)
        {
            var own = shares.AsSpan(row * classCount, classCount);
            var sum = 0f;
            foreach (ref var share in own)
                sum += share = Math.Clamp(share, Least, 1);
            foreach (ref var share in own)
                share /= sum;
        }
        return shares;
    }

    public override Value Emit(GraphBuilder graph, Value features)
    {
        var model = BoosterModel.Parse(booster.Save());
        var shares = graph.Clip(TreeEnsembleNodes.Emit(graph, features, model.Trees, model.Classes, classCount), Least, 1);
        return graph.Divide(shares, graph.ReduceSum(shares, [1]));
    }
}
