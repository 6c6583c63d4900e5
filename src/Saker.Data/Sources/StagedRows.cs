using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Rows that were copied into a temporary table of the engine, each value as text, with what the values were.</summary>
internal sealed class StagedRows : TextRows
{
    private const int PieceRows = 2048 * 8;
    private const int PieceCells = 1 << 20;
    private const long PieceCharacters = 16 << 20;

    private static int s_lastTable;

    private readonly SqlConnection _connection;
    private readonly string _table = string.Create(CultureInfo.InvariantCulture, $"staged{Interlocked.Increment(ref s_lastTable)}");
    private readonly TableAppender _appender;
    private readonly CellKinds[] _kinds;
    private readonly bool _isTextTyped;
    private readonly List<string?>[] _piece;
    private long _characters;

    /// <param name="name">How messages call their source.</param>
    /// <param name="names">Of the columns, at least one.</param>
    /// <param name="connection">The rows live as long as it.</param>
    /// <param name="isTextTyped">Whether a text stays one though all texts of its column look like times.</param>
    /// <param name="cancellationToken">Stops the making of the table.</param>
    public StagedRows(string name, IReadOnlyList<string> names, SqlConnection connection, bool isTextTyped, CancellationToken cancellationToken)
        : base(name, names, new CellFormat())
    {
        _connection = connection;
        _isTextTyped = isTextTyped;
        _kinds = new CellKinds[names.Count];
        _piece = [.. names.Select(_ => new List<string?>())];
        _appender = new TableAppender(connection, _table, [.. names.Select(_ => ColumnType.Text)], keepNaN: false, cancellationToken);
    }

    public override string Sql => _table;

    public override string RowNumber => "rowid + 1";

    public long RowCount { get; private set; }

    /// <summary>Adds a value to the row that is being filled; every row has one for each column.</summary>
    public void Add(int column, string? text, CellKinds kind)
    {
        _piece[column].Add(text);
        _kinds[column] |= kind;
        _characters += text?.Length ?? 0;
    }

    public void EndRow(CancellationToken cancellationToken)
    {
        RowCount++;
        var rows = _piece[0].Count;
        if (rows >= PieceRows || (long)rows * _piece.Length >= PieceCells || _characters >= PieceCharacters)
            Flush(cancellationToken);
    }

    /// <summary>Says what a column holds where no value tells.</summary>
    public void Expect(int column, CellKinds kinds) => _kinds[column] |= kinds;

    /// <summary>Makes the rows visible; none may follow.</summary>
    public void Finish(CancellationToken cancellationToken)
    {
        Flush(cancellationToken);
        _appender.Finish();
    }

    public override IReadOnlyList<ColumnType> Possible(int column) => _kinds[column] switch
    {
        CellKinds.Boolean => [ColumnType.Boolean],
        CellKinds.Integer => [ColumnType.Int64, ColumnType.Float64],
        CellKinds.Number or (CellKinds.Number | CellKinds.Integer) => [ColumnType.Float64],
        CellKinds.Date => [ColumnType.Date],
        CellKinds.Timestamp or (CellKinds.Timestamp | CellKinds.Date) => [ColumnType.Timestamp],
        CellKinds.Text when !_isTextTyped => [ColumnType.Date, ColumnType.Timestamp],
        _ => [],
    };

    public override SakerException Explain(SakerException engineError) => new(engineError.Kind, $"{Name}: {engineError.Message}", inner: engineError);

    public override void Dispose()
    {
        _appender.Dispose();
        _connection.Execute($"DROP TABLE IF EXISTS temp.main.{_table}", CancellationToken.None);
    }

    private void Flush(CancellationToken cancellationToken)
    {
        _appender.Append(new Table(_piece.Select((texts, i) => Column.OfText(string.Create(CultureInfo.InvariantCulture, $"c{i}"), texts))), cancellationToken);
        foreach (var texts in _piece)
            texts.Clear();
        _characters = 0;
    }
}
