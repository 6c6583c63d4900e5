using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>A window while it is filled. One caller at a time.</summary>
internal sealed class WindowDraft(WindowKey key, string writer, long number)
{
    // Pairs of columns cost as much as all else; nobody asks a window for them.
    private static readonly ProfileOptions Options = new() { MaxCorrelatedColumns = 0, Threads = 1 };

    private DateTimeOffset? _firstAt;
    private ProfileBuilder? _inputs;
    private ProfileBuilder? _outputs;
    private IReadOnlyList<(string Name, ColumnType Type)>? _inputColumns;
    private IReadOnlyList<(string Name, ColumnType Type)>? _outputColumns;
    private BinCounter[] _bins = [];

    public WindowKey Key => key;

    /// <summary>Where its minute ends.</summary>
    public DateTimeOffset End { get; } = key.At + WindowGrain.Minute.Length();

    public FactsDraft Facts { get; } = new();

    /// <summary>Whether it got something since it was last built.</summary>
    public bool HasNews { get; private set; }

    public void Add(in CapturedRequest request)
    {
        HasNews = true;
        if (_firstAt is not { } first || request.At < first)
            _firstAt = request.At;
        Facts.Add(request);
    }

    /// <summary>Requests of this process, of whichever endpoint, that were not captured.</summary>
    public void AddDropped(long count)
    {
        HasNews = true;
        Facts.DroppedCount += count;
    }

    /// <param name="inputs">Rows as callers gave them.</param>
    /// <param name="outputs">Their answers; null where no model gave them.</param>
    /// <param name="rowCount">How many.</param>
    /// <param name="reference">The profile of the model's training rows; null where it has none.</param>
    public void AddRows(Table inputs, Table? outputs, int rowCount, Profile? reference)
    {
        HasNews = true;
        _inputColumns ??= ColumnsOf(inputs);
        // A version that is loaded anew may be taken to have others, such as another type.
        if (!_inputColumns.SequenceEqual(ColumnsOf(inputs)))
            return;
        if (inputs.Columns.Count > 0)
        {
            if (_inputs is null)
                (_inputs, _bins) = (new ProfileBuilder(inputs.Schema, Options), BinCounter.Of(reference, inputs.Schema));
            _inputs.Add(inputs);
            foreach (var bins in _bins)
                bins.Add(inputs);
        }
        if (outputs is { Columns.Count: > 0 })
            AddOutputs(outputs);
        Facts.ProfiledRowCount += rowCount;
    }

    private void AddOutputs(Table outputs)
    {
        _outputColumns ??= ColumnsOf(outputs);
        if (_outputColumns.SequenceEqual(ColumnsOf(outputs)))
            (_outputs ??= new ProfileBuilder(outputs.Schema, Options)).Add(outputs);
    }

    private static IReadOnlyList<(string Name, ColumnType Type)> ColumnsOf(Table table) => [.. table.Columns.Select(column => (column.Name, column.Type))];

    /// <summary>All of it so far, to be written in place of what was before.</summary>
    public WindowPart Build()
    {
        HasNews = false;
        return new WindowPart
        {
            Endpoint = key.Endpoint,
            Model = key.Model,
            Version = key.Version,
            At = key.At,
            FirstAt = _firstAt,
            Writer = writer,
            Number = number,
            Facts = Facts.Build(),
            Inputs = _inputs?.Build(),
            Outputs = _outputs?.Build(),
            Bins = _bins.ToDictionary(bins => bins.Column, bins => bins.Build(), StringComparer.Ordinal),
        };
    }

    /// <summary>What was built could not be written.</summary>
    public void KeepNews() => HasNews = true;
}
