using Saker.Onnx.Editing;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients;

/// <summary>A node through which a gradient goes back: what a rule sees of it, and where it puts what it finds.</summary>
internal sealed class GradientNode(NodeProto node, Emitter emit, Func<string, string?> gradientOf, Func<string, bool> isWanted, Action<string, string> give)
{
    public NodeProto Node => node;

    public Emitter Emit => emit;

    /// <summary>The gradient of the first output.</summary>
    public string Gradient => GradientAt(0);

    public string In(int index) => node.InputAt(index);

    public string Out(int index = 0) => node.OutputAt(index);

    public bool Has(int index) => node.InputAt(index).Length > 0;

    /// <summary>Whether the gradient of an input is needed.</summary>
    public bool Wants(int index) => Has(index) && isWanted(node.Input[index]);

    /// <summary>Whether the gradient of a value is needed that a body takes from around it.</summary>
    public bool WantsValue(string name) => isWanted(name);

    /// <summary>Adds to the gradient of a value that a body takes from around it.</summary>
    public void GiveValue(string name, string gradient) => give(name, gradient);

    /// <summary>The gradient of an output, or null where nothing depends on it.</summary>
    public string? FindGradient(int index) => node.OutputAt(index) is { Length: > 0 } output ? gradientOf(output) : null;

    /// <summary>The gradient of an output, zeros where nothing depends on it.</summary>
    public string GradientAt(int index) => FindGradient(index) ?? emit.Zeros(Shape(Out(index)));

    public long[] Shape(string value) => emit.Shape(value);

    /// <summary>An input's content.</summary>
    /// <exception cref="OnnxException">It is not fixed.</exception>
    public Tensor Constant(int index) => emit.Draft.FindConstant(In(index)) ?? throw Refuse($"its input {index} ('{In(index)}') is known only while the graph runs");

    /// <summary>An input of integers, of either width.</summary>
    public long[] Integers(int index) => Constant(index) is var tensor && tensor.Type == ElementType.Int32 ? Array.ConvertAll(tensor.Span<int>().ToArray(), value => (long)value) : tensor.Span<long>().ToArray();

    /// <summary>Adds to the gradient of an input; nothing happens where it is not needed.</summary>
    public void Give(int index, string gradient)
    {
        if (!Wants(index))
            return;
        if (!Shape(gradient).AsSpan().SequenceEqual(Shape(In(index))))
            throw Refuse($"its gradient for input {index} has the extents {Extents.Text(Shape(gradient))} where the input has {Extents.Text(Shape(In(index)))}");
        give(In(index), gradient);
    }

    /// <summary>Adds to the gradient of an input that was broadcast.</summary>
    public void GiveBroadcast(int index, Func<string> gradient)
    {
        if (Wants(index))
            Give(index, emit.Unbroadcast(gradient(), Shape(In(index))));
    }

    /// <summary>Has the node give an output that was left out until now.</summary>
    public string Ask(int index, ReadOnlySpan<long> shape)
    {
        while (node.Output.Count <= index)
            node.Output.Add("");
        if (node.Output[index].Length == 0)
            node.Output[index] = emit.Draft.Fresh($"{node.OpType}_out");
        return emit.Declare(node.Output[index], shape);
    }

    public OnnxException Refuse(string why) => new($"No gradient can be built for node '{node.Label()}' ({node.OpType}): {why}.");
}
