using System.Text.Json;
using Saker.Data;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>Reads the data of named tensors into the columns of a signature.</summary>
internal readonly ref struct TensorColumns(ReadOnlySpan<byte> body, InputPlan plan, RowLimits limits, Dictionary<long, string>? bare, ProblemList problems)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <summary>Tensors that the signature does not have are ignored, as further fields of a row are.</summary>
    public Table Read(List<TensorSlice> tensors)
    {
        var rowCount = RowCount(tensors);
        var columns = new Column[plan.Columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var column = plan.Columns[i];
            var found = tensors.FindIndex(tensor => tensor.Name == column.Name);
            if (found < 0)
                problems.Add(null, column.Name, $"is missing; the model takes a tensor of {Datatypes.Of(column.Type)} with shape [N, 1].");
            else if (tensors.FindIndex(found + 1, tensor => tensor.Name == column.Name) >= 0)
                problems.Add(null, column.Name, "occurs twice; give each tensor once.");
            else if (Check(tensors[found], column, rowCount) is { } datatype)
                columns[i] = ReadColumn(tensors[found], column, datatype, (int)rowCount);
        }
        problems.ThrowIfAny("The tensors do not fit the model.");
        return new Table(columns);
    }

    // All tensors must have as many rows as the first one that the model takes.
    private long RowCount(List<TensorSlice> tensors)
    {
        foreach (var tensor in tensors)
            foreach (var column in plan.Columns)
                if (column.Name == tensor.Name && tensor.Shape is [var extent, ..])
                    return extent;
        return 0;
    }

    private Datatype? Check(TensorSlice tensor, InputColumn column, long rowCount)
    {
        var before = problems.TotalCount;
        // Enum.TryParse would take numbers and other cases; names on the wire are exact.
        var known = Enum.TryParse<Datatype>(tensor.Datatype, out var datatype) && datatype.ToString() == tensor.Datatype;
        if (!known)
            problems.Add(null, column.Name, $"has datatype '{tensor.Datatype}', which is not taken in JSON; give {Datatypes.Of(column.Type)}.");
        else if (!datatype.Feeds(column.Type))
            problems.Add(null, column.Name, $"has datatype {datatype}; the column is {column.Type.Name()}: give {Datatypes.Of(column.Type)}.");
        if (tensor.Shape is not ([_] or [_, 1]))
            problems.Add(null, column.Name, $"has shape {tensor.ShapeText}; give [N, 1] or [N].");
        else if (tensor.Shape[0] == 0)
            problems.Add(null, column.Name, "has no rows; give at least one.");
        else if (tensor.Shape[0] > limits.MaxRows)
            problems.Add(null, column.Name, $"has {tensor.Shape[0]} rows; at most {limits.MaxRows} are taken, send them in several requests.");
        else if (tensor.Shape[0] != rowCount)
            problems.Add(null, column.Name, $"has {tensor.Shape[0]} rows; the first tensor has {rowCount}.");
        if (tensor.DataStart < 0)
            problems.Add(null, column.Name, "has no data.");
        return problems.TotalCount == before ? datatype : null;
    }

    private Column ReadColumn(TensorSlice tensor, InputColumn column, Datatype datatype, int rowCount)
    {
        var builder = ColumnBuilder.Create(column, problems, convertsBooleans: true);
        var reader = new Utf8JsonReader(_body.Slice(tensor.DataStart, tensor.DataLength));
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            problems.Add(null, column.Name, $"has {JsonTexts.Quote(ref reader)} as data; give a list.");
            return builder.Build();
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && builder.Count < rowCount)
            ReadRow(ref reader, tensor, builder, datatype);
        if (builder.Count < rowCount || reader.TokenType != JsonTokenType.EndArray)
            problems.Add(null, column.Name, $"has {(builder.Count < rowCount ? builder.Count : "more than " + rowCount)} values; its shape {tensor.ShapeText} needs {rowCount}.");
        return builder.Build();
    }

    private void ReadRow(ref Utf8JsonReader reader, TensorSlice tensor, ColumnBuilder builder, Datatype datatype)
    {
        var isNested = reader.TokenType == JsonTokenType.StartArray && tensor.Shape!.Count == 2 && !IsBare(ref reader, tensor);
        if (!isNested)
        {
            ReadValue(ref reader, tensor, builder, datatype);
            return;
        }
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            builder.Reject("is an empty list; shape [N, 1] has one value in each.");
            return;
        }
        var row = builder.Count;
        ReadValue(ref reader, tensor, builder, datatype);
        for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
        {
            if (isFirst)
                problems.Add(row, tensor.Name, "is a list of several values; shape [N, 1] has one value in each.");
            reader.Skip();
        }
    }

    private bool IsBare(ref Utf8JsonReader reader, TensorSlice tensor) => bare is not null && bare.ContainsKey(tensor.DataStart + reader.TokenStartIndex);

    private void ReadValue(ref Utf8JsonReader reader, TensorSlice tensor, ColumnBuilder builder, Datatype datatype)
    {
        if (datatype.Holds(ref reader))
        {
            builder.Read(ref reader);
            return;
        }
        builder.Reject(IsBare(ref reader, tensor)
            ? $"is {bare![tensor.DataStart + reader.TokenStartIndex]}, which is no number that JSON has."
            : $"is {JsonTexts.Quote(ref reader)}, which is no {datatype}.");
        reader.Skip();
    }
}
