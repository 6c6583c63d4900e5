using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.FineTuning;

/// <summary>
/// The part of a model that trained weights have no say in. Rows go through it once, and the rest learns from what it gives: so texts, and whatever else has no gradient, may stand before the weights. Dispose it after use.
/// </summary>
public sealed class FrozenBeginning : IDisposable
{
    private readonly OnnxSession? _session;
    private readonly IReadOnlyList<string> _values;

    private FrozenBeginning(OnnxSession? session, IReadOnlyList<string> values, OnnxModel rest) => (_session, _values, Rest) = (session, values, rest);

    /// <summary>The model from there on, to the output that it was asked for. It takes what <see cref="Run"/> gives, any number of rows.</summary>
    public OnnxModel Rest { get; }

    /// <summary>Divides a model before the weights that are to be trained.</summary>
    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="parameters">The stored values that are to be trained.</param>
    /// <param name="output">What is learned by; it depends on them.</param>
    /// <param name="rows">Rows that the model takes, two or more, by which the extents of what is between the parts are known.</param>
    /// <param name="cancellationToken">Gives up before the rows are run.</param>
    /// <exception cref="OnnxException">The output does not depend on the weights, or something between the parts is not given row by row.</exception>
    public static FrozenBeginning Of(OnnxModel model, IReadOnlyList<string> parameters, string output, IReadOnlyDictionary<string, Tensor> rows, CancellationToken cancellationToken)
    {
        var rest = GraphCut.Of(model.Proto, [output]);
        var between = Divide(rest.Graph, parameters, output);
        string[] given = [.. rest.Graph.Input.Select(input => input.Name)];
        string[] workedOut = [.. between.Where(value => !given.Contains(value))];
        var session = workedOut.Length == 0 ? null : new OnnxSession(model.Cut(workedOut));
        try
        {
            var values = Run(session, between, rows, cancellationToken);
            var count = rows.Values.First().Shape[0];
            if (between.FirstOrDefault(name => values[name].Shape is not [var first, ..] || first != count) is { } whole)
                throw new OnnxException($"The weights that are to be trained take '{whole}', {values[whole].Type}[{string.Join(", ", values[whole].Shape)}] of {count} rows: it is not given row by row, so that it cannot be worked out before.");
            rest.Graph.Input.Clear();
            rest.Graph.Input.AddRange(between.Select(name => WireTypes.ValueInfo(name, values[name].Type, [-1, .. values[name].Shape.Skip(1)])));
            foreach (var told in rest.Graph.ValueInfo.Where(info => between.Contains(info.Name)).ToArray())
                rest.Graph.ValueInfo.Remove(told);
            return new FrozenBeginning(session, between, new OnnxModel(GraphCut.Of(rest, [output])));
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>What the rest takes of rows, by name; the first extent of each is the rows'.</summary>
    /// <exception cref="OnnxException">The rows do not fit the model.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> rows, CancellationToken cancellationToken) => Run(_session, _values, rows, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();

    private static Dictionary<string, Tensor> Run(OnnxSession? session, IReadOnlyList<string> values, IReadOnlyDictionary<string, Tensor> rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var taken = session?.Inputs.ToDictionary(input => input.Name, input => rows[input.Name], StringComparer.Ordinal);
        var given = session is null ? [] : session.Outputs.Zip(session.Run(taken!, cancellationToken)).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        return values.ToDictionary(name => name, name => given.TryGetValue(name, out var tensor) ? tensor : rows[name], StringComparer.Ordinal);
    }

    /// <summary>Takes the nodes away whose values depend on rows and on no trained weight, and gives those of these values that the others take.</summary>
    private static IReadOnlyList<string> Divide(GraphProto graph, IReadOnlyList<string> parameters, string output)
    {
        var learned = parameters.ToHashSet(StringComparer.Ordinal);
        var constants = graph.Initializer.Select(constant => constant.Name).ToHashSet(StringComparer.Ordinal);
        var ofRows = graph.Input.Select(input => input.Name).Where(name => !constants.Contains(name)).ToHashSet(StringComparer.Ordinal);
        var (frozen, between) = (new List<NodeProto>(), new List<string>());
        // In the order of execution: what a node takes is known by then.
        foreach (var node in graph.Node)
        {
            string[] takes = [.. GraphOrder.Takes(node)];
            var (learns, hasRows) = (takes.Any(learned.Contains), takes.Any(ofRows.Contains));
            if (hasRows)
                ofRows.UnionWith(node.Output);
            if (learns)
            {
                learned.UnionWith(node.Output);
                between.AddRange(takes.Where(name => ofRows.Contains(name) && !learned.Contains(name)));
            }
            else if (hasRows)
            {
                frozen.Add(node);
            }
        }
        if (!learned.Contains(output))
            throw new OnnxException($"'{output}' does not depend on the weights that are to be trained.");
        foreach (var node in frozen)
            graph.Node.Remove(node);
        return [.. between.Distinct(StringComparer.Ordinal)];
    }
}
