using Saker.Onnx.Rows;
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

    /// <summary>
    /// Finds whether rows are the first extent of everything in a graph of one input whose file gives the extents no names, or different ones, as exporters from scikit-learn and PyTorch do: the operators must
    /// surely keep rows apart, and two rows of zeros and empty texts give two of each output. If so, <see cref="TakesRows"/> says it from then on. Opens the graph once more to look at it.
    /// </summary>
    /// <param name="model">The bytes of the session's model.</param>
    /// <param name="session">Not shared yet.</param>
    /// <returns>Whether rows were found by this; false where names say them already.</returns>
    public static bool FindRows(byte[] model, OnnxSession session)
    {
        if (TakesRows(session) || !RowExtents.MayBeSame(session) || RowFlow.FindMixing(OnnxModel.Parse(model)) is not null || !RowExtents.AreSame(session))
            return false;
        session.NameRows("rows");
        return true;
    }

    /// <summary>
    /// Why a row's answer may depend on the rows beside it, as the end of a sentence; null where it surely does not, whatever the values are. The operators
    /// on the way from the inputs to the outputs are looked at; those that are not known to keep rows apart count as mixing them.
    /// </summary>
    /// <param name="model">The bytes of the session's model.</param>
    /// <param name="session">A row plan of its own keeps rows apart.</param>
    public static string? FindMixing(byte[] model, OnnxSession session) => session.Plan is not null || !TakesRows(session) ? null : RowFlow.FindMixing(OnnxModel.Parse(model));

    /// <param name="session">Outlives the runner.</param>
    /// <param name="rowCapacity">The rows of a usual run, 1 or more; larger requests run too, in memory of their own.</param>
    public static IBatchRunner NewRunner(OnnxSession session, int rowCapacity) => session.Plan is { } plan ? plan.NewRunner(session) : TakesRows(session) ? new RowRunner(session, rowCapacity) : new ShapeRunner(session);
}
