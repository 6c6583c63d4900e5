using System.Runtime.CompilerServices;
using System.Text.Json;
using Saker.Platform.Serving;

namespace Saker.Server.Http.Rows;

/// <summary>What reading rows for one loaded version needs, worked out once: names as UTF-8, known texts, what to say when a value is wrong.</summary>
internal sealed class InputPlan
{
    private static readonly ConditionalWeakTable<LoadedModel, InputPlan> Plans = [];

    private InputPlan(LoadedModel model)
    {
        var tensors = model.Inputs.Select(tensor => tensor.Name).ToList();
        // A signature made from the graph says no more than the tensors themselves.
        Columns = model.Signature.TakesTensors ? [] : [.. model.Signature.Inputs.Select(column => new InputColumn(column, tensors.IndexOf(column.Name)))];
    }

    public InputColumn[] Columns { get; }

    public static InputPlan Of(LoadedModel model) => Plans.TryGetValue(model, out var plan) ? plan : Plans.GetValue(model, static key => new InputPlan(key));

    /// <summary>The position of the column that the reader's name names, or -1.</summary>
    /// <param name="reader">Stands on a property name or a string.</param>
    /// <param name="expected">The most likely position: clients send fields in one order.</param>
    public int Find(ref Utf8JsonReader reader, int expected)
    {
        if ((uint)expected < (uint)Columns.Length && reader.ValueTextEquals(Columns[expected].Utf8Name))
            return expected;
        for (var i = 0; i < Columns.Length; i++)
            if (reader.ValueTextEquals(Columns[i].Utf8Name))
                return i;
        return -1;
    }
}
