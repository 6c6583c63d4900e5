using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Saker.Platform.Serving;

namespace Saker.Server.Grpc;

/// <summary>What reading requests to a version and writing its answers need to know again and again; made once a version.</summary>
internal sealed class InferPlan
{
    private static readonly ConditionalWeakTable<LoadedModel, InferPlan> s_plans = [];

    private InferPlan(LoadedModel model)
    {
        Inputs = [.. model.Inputs.Select(spec => new TensorPlan(spec, model.Signature.FindInput(spec.Name)))];
        Outputs = [.. model.Outputs.Select(spec => new TensorPlan(spec, column: null))];
        AllOutputs = [.. Enumerable.Range(0, Outputs.Length)];
        Version = Encoding.ASCII.GetBytes(model.Version.Version.ToString(CultureInfo.InvariantCulture));
        TakesRows = model.TakesRows;
    }

    public TensorPlan[] Inputs { get; }

    public TensorPlan[] Outputs { get; }

    /// <summary>The indices of all outputs.</summary>
    public int[] AllOutputs { get; }

    public byte[] Version { get; }

    public bool TakesRows { get; }

    public static InferPlan Of(LoadedModel model) => s_plans.GetValue(model, static key => new InferPlan(key));

    /// <summary>The index of a tensor by name, tried first at the place where it is expected; -1 when there is none.</summary>
    public static int Find(TensorPlan[] tensors, ReadOnlySpan<byte> name, int expected)
    {
        if (expected < tensors.Length && name.SequenceEqual(tensors[expected].Utf8Name))
            return expected;
        for (var i = 0; i < tensors.Length; i++)
            if (name.SequenceEqual(tensors[i].Utf8Name))
                return i;
        return -1;
    }
}
