using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Layers that draw by chance in training, and do nothing when the network is served.</summary>
public static class ChanceLayers
{
    // So many fair coins are nearly normal: the kurtosis is 2 / 16 below it.
    private const int Coins = 16;

    /// <summary>In training, a share of the elements becomes 0 and the others grow to make up for them (Srivastava et al. 2014).</summary>
    /// <param name="value">The value.</param>
    /// <param name="share">The share, 0 or more and less than 1; 0 adds nothing to the graph.</param>
    public static NetworkValue Dropout(this NetworkValue value, float share)
    {
        LayerShapes.Numbers("Dropout", value, "numbers", 2, 3, 4);
        LayerShapes.Share("Dropout", "a share", share);
        var network = value.Network;
        return share == 0 ? value : network.Node("Dropout", [.. value.Shape], [value.Value, network.Graph.Constant(Tensor.Scalar(share))]);
    }

    /// <summary>
    /// Noise of mean 0 and variance 1, nearly normal, in training, and 0 when served: the sum of sixteen fair coins, which are dropped ones, so that the seed of training decides them.
    /// </summary>
    /// <param name="like">A value of the shape that noise is wanted for, [rows, width].</param>
    public static NetworkValue Noise(this NetworkValue like)
    {
        LayerShapes.Numbers("Noise", like, "numbers [rows, width]", 2);
        var network = like.Network;
        var graph = network.Graph;
        var shape = graph.Concat(0, graph.ShapeOf(like.Value), graph.Integers(Coins));
        var ones = graph.Node("ConstantOfShape", [shape], ElementType.Float32, [NodeAttribute.Of("value", Tensor.Vector(1f))]);
        var tossed = graph.Node("Dropout", [ones, graph.Constant(Tensor.Scalar(0.5f))], ElementType.Float32);
        var off = graph.Subtract(graph.ReduceSum(tossed, [2], keep: false), graph.Constant(Tensor.Scalar((float)Coins)));
        return new NetworkValue(network, graph.Multiply(off, graph.Constant(Tensor.Scalar((float)(1 / Math.Sqrt(Coins))))), [.. like.Shape]);
    }
}
