using System.Globalization;
using System.Text;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Testing.Toys;

/// <summary>A network made elsewhere: eight numbers a row, and whether the first half or the second sums to more, by way of wide layers that hold little.</summary>
public static class ToySides
{
    private const int Width = 64;

    /// <param name="rows">How many it takes at a time; any number where left out.</param>
    public static OnnxModel Graph(long rows = -1)
    {
        var first = new float[8 * Width];
        var middle = new float[Width * Width];
        var last = new float[Width * 2];
        for (var unit = 0; unit < Width; unit++)
        {
            var (side, strength) = (unit % 2, 0.5f + unit / (float)Width);
            for (var i = 0; i < 8; i++)
                first[i * Width + unit] = strength * (i / 4 == side ? 1 : -1);
            for (var next = side; next < Width; next += 2)
                middle[unit * Width + next] = strength * (0.5f + next / (float)Width) / Width;
            last[unit * 2 + side] = strength;
        }
        var graph = new GraphBuilder("sides");
        var value = graph.Input("x", ElementType.Float32, rows, 8);
        value = graph.Relu(graph.Gemm(value, graph.Constant(Tensor.Of(first, 8, Width)), graph.Constant(Tensor.Of(new float[Width], Width))));
        value = graph.Relu(graph.Gemm(value, graph.Constant(Tensor.Of(middle, Width, Width)), graph.Constant(Tensor.Of(new float[Width], Width))));
        graph.Output("y", graph.Gemm(value, graph.Constant(Tensor.Of(last, Width, 2)), graph.Constant(Tensor.Of([0f, 0.001f], 2))), rows, 2);
        return graph.Build();
    }

    /// <summary>Rows as CSV: the numbers as v0 to v7, and the answer as side.</summary>
    public static string Rows(int count)
    {
        var random = new Random(3);
        var text = new StringBuilder("v0,v1,v2,v3,v4,v5,v6,v7,side\n");
        for (var row = 0; row < count; row++)
        {
            var values = Enumerable.Range(0, 8).Select(_ => random.NextDouble()).ToArray();
            // Rows on the edge tell nothing.
            values[random.Next(8)] += 2;
            text.Append(string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))).Append(',').Append(values[..4].Sum() > values[4..].Sum() ? 0 : 1).Append('\n');
        }
        return text.ToString();
    }
}
