using System.Text;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Testing.Toys;

/// <summary>A network for pictures of 8 by 8 that tells by a convolution whether a line lies (0) or stands (1), with a softmax behind it.</summary>
public static class ToyLines
{
    public const int Size = 8;

    private const int Length = 4;

    /// <param name="rows">How many it takes at a time; any number where left out.</param>
    public static OnnxModel Graph(long rows = -1)
    {
        float[] lying = [-1, -1, -1, 2, 2, 2, -1, -1, -1];
        float[] standing = [-1, 2, -1, -1, 2, -1, -1, 2, -1];
        var graph = new GraphBuilder("lines");
        var value = graph.Input("x", ElementType.Float32, rows, 1, Size, Size);
        value = graph.Node("Conv", [value, graph.Stored("edges", Tensor.Of([.. lying, .. standing], 2, 1, 3, 3))], ElementType.Float32, [NodeAttribute.Of("pads", [1L, 1, 1, 1])]);
        value = graph.Node("GlobalAveragePool", [graph.Relu(value)], ElementType.Float32);
        value = graph.Gemm(graph.Node("Flatten", [value], ElementType.Float32), graph.Stored("head", Tensor.Of([8f, 0, 0, 8], 2, 2)), graph.Stored("shift", Tensor.Of([0f, 0], 2)));
        graph.Output("y", graph.Node("Softmax", [value], ElementType.Float32, [NodeAttribute.Of("axis", 1L)]), rows, 2);
        return graph.Build();
    }

    /// <summary>Where the line of a row begins, and whether it stands.</summary>
    public static (int Top, int Left, bool Stands) Line(int row) => (1 + row % 3, 1 + row % 4, row % 2 == 1);

    /// <summary>Pictures as CSV: the pixels as p0 to p63, and the answer as line.</summary>
    public static string Rows(int count)
    {
        var text = new StringBuilder().AppendJoin(',', Enumerable.Range(0, Size * Size).Select(pixel => $"p{pixel}")).Append(",line\n");
        for (var row = 0; row < count; row++)
        {
            var (top, left, stands) = Line(row);
            var pixels = new int[Size * Size];
            for (var i = 0; i < Length; i++)
                pixels[(top + (stands ? i : 0)) * Size + left + (stands ? 0 : i)] = 1;
            text.AppendJoin(',', pixels).Append(',').Append(stands ? 1 : 0).Append('\n');
        }
        return text.ToString();
    }
}
