using Saker.Data;
using Saker.Learning.Preparation;
using Saker.Learning.Preparation.Expressions;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;

namespace Saker.Learning.Tests.Preparation.Expressions;

/// <summary>Runs expressions over a table by the graph that they compile to.</summary>
internal static class ExpressionRunner
{
    public static double[] Numbers(string expression, Table rows) => Run([Expression.Parse(expression)], rows)[0].Span<double>().ToArray();

    public static string[] Texts(string expression, Table rows) => Run([Expression.Parse(expression)], rows)[0].Span<string>().ToArray();

    public static double Number(string expression, params ReadOnlySpan<(string Name, double Value)> row)
    {
        var columns = new List<Column>();
        foreach (var (name, value) in row)
            columns.Add(Column.OfNumbers(name, [value]));
        return Numbers(expression, new Table(columns))[0];
    }

    /// <summary>The results of several expressions, by one graph.</summary>
    public static IReadOnlyList<Tensor> Run(IReadOnlyList<Expression> expressions, Table rows)
    {
        var graph = new GraphBuilder("expressions");
        var columns = new GraphColumns(graph);
        var inputs = Learning.Models.ModelInputs.Declare(graph, rows.Schema);
        foreach (var column in rows.Schema)
            columns.AddInput(column.Name, column.Type, inputs[column.Name]);
        var types = rows.Schema.ToDictionary(column => column.Name, column => column.Type);
        for (var i = 0; i < expressions.Count; i++)
        {
            expressions[i].Require(types);
            graph.Output($"result {i}", expressions[i].Emit(columns), -1, 1);
        }
        using var session = new OnnxSession(graph.Build().ToBytes());
        return session.Run(Learning.Models.ModelInputs.Feed(rows, rows.Schema));
    }
}
