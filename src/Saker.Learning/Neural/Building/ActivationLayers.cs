using Saker.Data;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Neural.Building;

/// <summary>Functions of single values, and shares of several.</summary>
public static class ActivationLayers
{
    public static NetworkValue Activate(this NetworkValue value, Activation activation) => activation switch
    {
        Activation.Relu => value.Relu(),
        Activation.LeakyRelu => value.Each("LeakyRelu"),
        Activation.Elu => value.Each("Elu"),
        Activation.Gelu => value.Gelu(),
        Activation.Silu => value.Silu(),
        Activation.Tanh => value.Tanh(),
        Activation.Sigmoid => value.Sigmoid(),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"There is no activation {activation}.", nameof(activation)),
    };

    public static NetworkValue Relu(this NetworkValue value) => value.Each("Relu");

    public static NetworkValue Tanh(this NetworkValue value) => value.Each("Tanh");

    public static NetworkValue Sigmoid(this NetworkValue value) => value.Each("Sigmoid");

    public static NetworkValue Gelu(this NetworkValue value) => value.Each("Gelu");

    public static NetworkValue Silu(this NetworkValue value) => value.Multiply(value.Each("Sigmoid"));

    /// <summary>ln(1 + e^x).</summary>
    public static NetworkValue Softplus(this NetworkValue value) => value.Each("Softplus");

    /// <summary>Shares of 1 over the last extent.</summary>
    public static NetworkValue Softmax(this NetworkValue value) => value.Each("Softmax", NodeAttribute.Of("axis", -1));

    private static NetworkValue Each(this NetworkValue value, string operatorType, params ReadOnlySpan<NodeAttribute> attributes)
    {
        LayerShapes.Numbers(operatorType, value, "numbers", 1, 2, 3, 4);
        return value.Node(operatorType, [.. value.Shape], attributes);
    }
}
