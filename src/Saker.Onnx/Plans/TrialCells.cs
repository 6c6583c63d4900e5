using System.Runtime.InteropServices;
using System.Text;
using Saker.Onnx.Batches;

namespace Saker.Onnx.Plans;

/// <summary>Makes up cells for a graph, the same ones each time: numbers and texts that it compares with, what lies beside them, what is missing and what is extreme.</summary>
internal sealed class TrialCells
{
    private static readonly double[] s_odd = [0, -0.0, 1, -1, 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-310, 1e300, -1e300, 1e-40, 3e38, long.MaxValue];
    private static readonly string[] s_oddTexts = ["", "?", " ", "no such text", "\u00e9\U0001F600"];

    private readonly Random _random = new(20);
    private readonly double[] _numbers;
    private readonly byte[][] _texts;

    public TrialCells(OnnxModel model)
    {
        var numbers = new HashSet<double>();
        var texts = new HashSet<string>(s_oddTexts, StringComparer.Ordinal);
        foreach (var initializer in model.Graph.Initializers)
            Add(initializer.Read(), numbers);
        foreach (var attribute in model.Graph.Nodes.SelectMany(node => node.Attributes))
        {
            if (attribute is { Name: "keys_strings" })
                texts.UnionWith(attribute.Texts);
            else if (attribute is { Name: "keys_int64s" or "cats_int64s" })
                numbers.UnionWith(attribute.Integers.Select(integer => (double)integer));
            else if (attribute is { Name: "nodes_values" })
                numbers.UnionWith(attribute.Floats.Select(number => (double)number));
        }
        _numbers = [.. numbers];
        _texts = [.. texts.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Gives every element another value.</summary>
    public void Fill(TensorBuffer buffer)
    {
        for (var i = 0; i < buffer.Count; i++)
        {
            switch (buffer.Type)
            {
                case ElementType.Text:
                    buffer.SetText(i, _texts[_random.Next(_texts.Length)]);
                    break;
                case ElementType.Float32:
                    buffer.Elements<float>()[i] = (float)Number();
                    break;
                case ElementType.Float64:
                    buffer.Elements<double>()[i] = Number();
                    break;
                case ElementType.Int64:
                    buffer.Elements<long>()[i] = Number() is var number && Math.Abs(number) < 1e15 ? (long)number : _random.Next(-3, 100);
                    break;
                default:
                    MemoryMarshal.Cast<byte, bool>(buffer.Bytes)[i] = _random.Next(2) == 1;
                    break;
            }
        }
    }

    private static void Add(Tensor tensor, HashSet<double> numbers)
    {
        switch (tensor.Type)
        {
            case ElementType.Float32:
                foreach (var number in tensor.Span<float>())
                    numbers.Add(number);
                break;
            case ElementType.Float64:
                numbers.UnionWith(tensor.Span<double>().ToArray());
                break;
            case ElementType.Int64:
                foreach (var number in tensor.Span<long>())
                    numbers.Add(number);
                break;
        }
    }

    private double Number()
    {
        var chance = _random.Next(10);
        if (chance == 0)
            return s_odd[_random.Next(s_odd.Length)];
        if (chance < 4 || _numbers.Length == 0)
            return Math.Round((_random.NextDouble() - 0.3) * Math.Pow(10, _random.Next(-2, 5)), _random.Next(4));
        var known = _numbers[_random.Next(_numbers.Length)];
        return chance switch
        {
            4 => Math.BitIncrement(known),
            5 => Math.BitDecrement(known),
            6 => MathF.BitIncrement((float)known),
            7 => MathF.BitDecrement((float)known),
            _ => known,
        };
    }
}
