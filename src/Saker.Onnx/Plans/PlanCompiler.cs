using Saker.Onnx.Batches;
using Saker.Onnx.Sessions;

namespace Saker.Onnx.Plans;

/// <summary>Makes a plan of a graph whose operators are all known here.</summary>
internal static class PlanCompiler
{
    // Operators of earlier sets take as attributes what they take as inputs since.
    private const long MinVersion = 13;
    private const int MaxNodes = 2000;

    /// <summary>Why a graph certainly has no plan, as a sentence; null where it may have one. Cheap: most graphs that have none end here.</summary>
    public static string? FindHindrance(OnnxModel model)
    {
        var nodes = model.Graph.Nodes;
        if (nodes.Count > MaxNodes)
            return $"The graph has {nodes.Count} operators.";
        if (nodes.FirstOrDefault(node => !PlanOperators.Knows(node)) is { } unknown)
            return $"The graph has an operator {unknown.Operator}.";
        return model.OperatorSets.Any(set => set is { Domain.Length: 0, Version: >= MinVersion }) ? null : $"The graph is of an operator set older than {MinVersion}.";
    }

    /// <summary>A plan that gives what the session gives.</summary>
    /// <param name="model">What the session was made of; nothing hinders it.</param>
    /// <param name="session">Names inputs and outputs.</param>
    /// <exception cref="PlanException">There is none.</exception>
    public static RowPlan Compile(OnnxModel model, OnnxSession session)
    {
        // Tensors whose rows differ in number meet in other ways than row by row.
        if (!OnnxBatches.TakesRows(session))
            throw new PlanException("does not say that the first extent of all its inputs and outputs is the same");
        var draft = new PlanDraft();
        foreach (var initializer in model.Graph.Initializers)
            draft.SetConstant(initializer.Name, initializer.Read());
        var inputs = session.Inputs.Select(spec => Input(draft, spec)).ToArray();
        foreach (var node in model.Graph.Nodes)
            PlanOperators.Add(draft, node);
        var outputs = session.Outputs.Select(spec => Output(draft, spec)).ToArray();
        var plan = new RowPlan { Slots = [.. draft.Slots], Steps = [.. draft.Steps], Inputs = inputs, Outputs = outputs };
        return plan.MemoryBytes <= RowPlan.MaxMemoryBytes ? plan : throw new PlanException($"works on {plan.MemoryBytes >> 10} KiB for {RowPlan.BlockRows} rows, more than lies near a processor");
    }

    private static PlanValue Input(PlanDraft draft, TensorSpec spec)
    {
        if (spec.Shape is not [< 0, > 0 and <= int.MaxValue])
            throw new PlanException($"takes '{spec.Name}' in another shape than rows and columns");
        var value = draft.New(spec.Type, (int)spec.Shape[1]);
        draft.Set(spec.Name, value);
        return value;
    }

    private static PlanValue Output(PlanDraft draft, TensorSpec spec)
    {
        var value = draft.Rows(spec.Name);
        return value.Type == spec.Type && spec.Shape is [< 0, var width] && width == value.Width ? value : throw new PlanException($"gives '{spec.Name}' in another shape than rows and columns");
    }
}
