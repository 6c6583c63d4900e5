using Saker.Onnx.Sessions;

namespace Saker.Onnx.Batches;

/// <summary>How requests to a session may share runs.</summary>
public static class OnnxBatches
{
    /// <summary>
    /// Whether the first extent of every input and output is free and one and the same in the graph, and all others are fixed: then
    /// it counts rows, and the rows of several requests can run together.
    /// </summary>
    public static bool TakesRows(OnnxSession session)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var spec in session.Inputs.Concat(session.Outputs))
        {
            if (spec.Type == default || spec.Shape is not [< 0, ..] || spec.Shape.Skip(1).Any(extent => extent < 0))
                return false;
            names.Add(session.FirstExtentName(spec.Name));
        }
        return session.Inputs.Count > 0 && names.Count == 1 && names.Single().Length > 0;
    }

    /// <param name="session">Outlives the runner.</param>
    /// <param name="rowCapacity">The rows of a usual run, 1 or more; larger requests run too, in memory of their own.</param>
    public static IBatchRunner NewRunner(OnnxSession session, int rowCapacity) => session.Plan is { } plan ? plan.NewRunner(session) : TakesRows(session) ? new RowRunner(session, rowCapacity) : new ShapeRunner(session);
}
