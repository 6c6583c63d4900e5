using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Sessions;

/// <summary>Nodes before a division that take its danger away.</summary>
/// <param name="nodes">Takes the nodes, in order.</param>
/// <param name="number">Tells the division from others.</param>
internal sealed class SafeDivisor(List<NodeProto> nodes, int number)
{
    private int _count;

    /// <summary>Dividend and divisor of one known type, both turned round where the divisor is -1.</summary>
    public (string Dividend, string Divisor) Turned(string dividend, string divisor, ElementType type)
    {
        var isMinusOne = Add("Equal", [divisor, Whole(-1, type)]);
        var twice = Add("Mul", [Add("Cast", [isMinusOne], NodeAttribute.Of("to", (long)type)), Whole(2, type)]);
        var sign = Add("Sub", [Whole(1, type), twice]);
        return (Add("Mul", [dividend, sign]), Add("Mul", [divisor, sign]));
    }

    /// <summary>The same where their type is not known: fractions are answered as before, for their quotient by -1 is the negative too.</summary>
    public (string Dividend, string Divisor) TurnedOfAnyType(string dividend, string divisor)
    {
        var next = Add("Add", [Add("Cast", [divisor], NodeAttribute.Of("to", (long)ElementType.Float64)), Constant(Tensor.Scalar(1.0))]);
        var isOther = Add("Cast", [next], NodeAttribute.Of("to", (long)ElementType.Boolean));
        return (Add("Where", [isOther, dividend, Add("Mul", [dividend, divisor])]), Add("Where", [isOther, divisor, Add("Mul", [divisor, divisor])]));
    }

    /// <summary>The divisor, with which a run fails where it is zero: the engine looks for that in quotients alone.</summary>
    public string Checked(string divisor, ElementType type)
    {
        var isNarrow = type is not (default(ElementType) or ElementType.Int32 or ElementType.Int64);
        var wide = isNarrow ? Add("Cast", [divisor], NodeAttribute.Of("to", (long)ElementType.Int64)) : divisor;
        var same = Add("Mul", [wide, Add("Div", [wide, wide])]);
        return isNarrow ? Add("Cast", [same], NodeAttribute.Of("to", (long)type)) : same;
    }

    private string Whole(int value, ElementType type) => Constant(type == ElementType.Int32 ? Tensor.Scalar(value) : Tensor.Scalar((long)value));

    private string Constant(Tensor tensor) => Add("Constant", [], NodeAttribute.Of("value", tensor));

    private string Add(string operatorType, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        var name = $"saker/division/{number}/{_count++}";
        var node = new NodeProto { OpType = operatorType, Name = name, Output = { name } };
        foreach (var input in inputs)
            node.Input.Add(input);
        foreach (var attribute in attributes)
            node.Attribute.Add(attribute.Proto);
        nodes.Add(node);
        return name;
    }
}
