using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Server.Http.Rows;

/// <summary>What reading requests for one signature needs, worked out once: names as UTF-8, known texts, what to say when a value is wrong.</summary>
internal sealed class InputPlan
{
    private const int MaxNameChars = 512;
    private static readonly ConditionalWeakTable<Signature, InputPlan> Plans = [];

    private readonly byte[][] _names;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _positions;

    private InputPlan(Signature signature)
    {
        Columns = [.. signature.Inputs.Select(column => new InputColumn(column))];
        _names = [.. Columns.Select(column => Encoding.UTF8.GetBytes(column.Name))];
        _positions = Columns.Select((column, position) => KeyValuePair.Create(column.Name, position)).ToFrozenDictionary(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public InputColumn[] Columns { get; }

    public static InputPlan Of(Signature signature) => Plans.GetValue(signature, static key => new InputPlan(key));

    /// <summary>One builder a column, in order.</summary>
    public ColumnBuilder[] NewBuilders(ProblemList problems)
    {
        var builders = new ColumnBuilder[Columns.Length];
        for (var i = 0; i < builders.Length; i++)
            builders[i] = ColumnBuilder.Create(Columns[i], problems);
        return builders;
    }

    /// <summary>The position of the column that the reader's name or text names, or -1.</summary>
    /// <param name="reader">Stands on a property name or a string.</param>
    /// <param name="expected">The most likely position: clients send fields in one order.</param>
    public int Find(ref Utf8JsonReader reader, int expected)
    {
        if ((uint)expected < (uint)_names.Length && reader.ValueTextEquals(_names[expected]))
            return expected;
        Span<char> name = stackalloc char[MaxNameChars];
        if (reader.ValueSpan.Length > MaxNameChars)
            return FindLong(ref reader);
        return JsonTexts.TryCopy(ref reader, name, out var length) && _positions.TryGetValue(name[..length], out var position) ? position : -1;
    }

    private int FindLong(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _names.Length; i++)
            if (reader.ValueTextEquals(_names[i]))
                return i;
        return -1;
    }
}
