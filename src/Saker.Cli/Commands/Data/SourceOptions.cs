using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Cli.Commands.Data;

/// <summary>How commands are told what to read: a file, a glob or a folder, how it is written, and a query over it.</summary>
internal sealed class SourceOptions
{
    private const string DataTable = "data";

    private readonly Argument<string> _source;
    private readonly Option<string?> _sql = new("--sql") { Description = "Read what this query gives. Over files it runs in Saker's engine and the file is the table 'data'; over a database it runs there." };
    private readonly Option<string[]> _with = Repeated("--with", "NAME=FILE: a further table for the query.");
    private readonly Option<string?> _table = new("--table") { Description = "The table of a database." };
    private readonly Option<string[]> _types = Repeated("--type", "COLUMN=TYPE: declare a type (boolean, int32, int64, float32, float64, text, date, timestamp).");
    private readonly Option<string?> _misfits = new("--misfits") { Description = "What becomes of cells that do not fit a declared type: fail, null or quarantine. Default: fail, or quarantine with --quarantine." };
    private readonly Option<string?> _quarantine = new("--quarantine") { Description = "Write rows that do not fit to this CSV file, with place and reason." };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "The encoding of a text file that is neither UTF-8 nor UTF-16, such as windows-1252." };
    private readonly Option<string?> _delimiter = new("--delimiter") { Description = "Between the fields of a CSV file. Default: found." };
    private readonly Option<string?> _decimal = new("--decimal") { Description = "Before the fraction of numbers in a CSV file. Default: a point." };
    private readonly Option<string?> _thousands = new("--thousands") { Description = "Between groups of digits in a CSV file." };
    private readonly Option<string?> _quote = new("--quote") { Description = "Around values of a CSV file that hold delimiters or line breaks. Default: a double quote." };
    private readonly Option<bool> _noQuotes = new("--no-quotes") { Description = "Quotes in a CSV file mean nothing." };
    private readonly Option<string?> _escape = new("--escape") { Description = "Before a quote within a quoted value of a CSV file, such as a backslash. Default: the quote is written twice." };
    private readonly Option<string?> _comment = new("--comment") { Description = "Lines of a CSV file that begin so are skipped." };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first line of a CSV file is a row; columns are column1, column2 ..." };
    private readonly Option<string[]> _missing = Repeated("--missing", "A text of a CSV file that means a missing value. Default: the empty one.");
    private readonly Option<string?> _nested = new("--nested") { Description = "What becomes of objects within a record of JSON: columns or text. Default: columns." };
    private readonly Option<long?> _maxRows = new("--max-rows") { Description = "More rows are an error. Default: 50000000." };
    private readonly Option<long?> _maxColumns = new("--max-columns") { Description = "More columns are an error. Default: 4096." };
    private readonly Option<long?> _maxRecordBytes = new("--max-record-bytes") { Description = "A longer record of a text file is an error. Default: 2097152." };
    private readonly Option<long?> _maxExpansion = new("--max-expansion") { Description = "A packed file that unpacks to more times its size is an error. Default: 200." };
    private readonly Option<long?> _maxDepth = new("--max-depth") { Description = "A record of JSON that is nested deeper is an error. Default: 64." };

    /// <param name="name">What the argument is called.</param>
    public SourceOptions(string name = "source") => _source = new Argument<string>(name)
    {
        Description = "A file (CSV, TSV, JSON, JSON Lines, Parquet, SQLite; text also packed by gzip), a glob in quotes, a folder, or a database (postgres://USER@HOST/DATABASE).",
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_source);
        AddOptionsTo(command);
    }

    /// <summary>Without the argument: for a command that names what it reads by arguments of its own.</summary>
    public void AddOptionsTo(Command command)
    {
        Option[] options = [_sql, _with, _table, _types, _misfits, _quarantine, _encoding, _delimiter, _decimal, _thousands, _quote, _noQuotes, _escape, _comment, _noHeader, _missing, _nested, _maxRows, _maxColumns, _maxRecordBytes, _maxExpansion, _maxDepth];
        foreach (var option in options)
            command.Options.Add(option);
    }

    /// <summary>The path as it was given.</summary>
    public string PathOf(ParseResult parsed) => parsed.GetValue(_source)!;

    /// <exception cref="SakerException">Nothing is there, or what is said of it is not right.</exception>
    public DataSource Open(ParseResult parsed) => Open(parsed, PathOf(parsed));

    /// <summary>As <see cref="Open(ParseResult)"/>, for a reader that has a limit of rows of its own: there is none here unless the user gives one.</summary>
    public DataSource OpenWhole(ParseResult parsed) => parsed.GetValue(_maxRows) is null ? Open(parsed) with { MaxRows = long.MaxValue / 2 } : Open(parsed);

    /// <summary>As <see cref="Open(ParseResult)"/>, for a path that another argument gave.</summary>
    public DataSource Open(ParseResult parsed, string path)
    {
        var declared = new Dictionary<string, object?>(StringComparer.Ordinal);
        Set("table", parsed.GetValue(_table));
        Set("encoding", parsed.GetValue(_encoding));
        Set("delimiter", parsed.GetValue(_delimiter) is "\\t" or "tab" ? "\t" : parsed.GetValue(_delimiter));
        Set("decimal", parsed.GetValue(_decimal));
        Set("thousands", parsed.GetValue(_thousands));
        Set("quote", parsed.GetValue(_quote));
        Set("quoted", parsed.GetValue(_noQuotes) ? false : null);
        Set("escape", parsed.GetValue(_escape));
        Set("nested", parsed.GetValue(_nested));
        Set("max_record_bytes", parsed.GetValue(_maxRecordBytes));
        Set("max_expansion", parsed.GetValue(_maxExpansion));
        Set("max_depth", parsed.GetValue(_maxDepth));
        Set("comment", parsed.GetValue(_comment));
        Set("header", parsed.GetValue(_noHeader) ? false : null);
        Set("missing", parsed.GetValue(_missing) is { Length: > 0 } texts ? texts.Cast<object?>().ToList() : null);
        var quarantine = parsed.GetValue(_quarantine);
        var result = Declare(parsed, quarantine);
        if (parsed.GetValue(_sql) is not { } sql)
            return DataSources.Open(path, Joined(declared, result));
        if (DataSources.IsDatabase(path))
            return DataSources.Open(path, Joined(declared, result).Append(new("sql", sql)).ToDictionary());
        var tables = Pairs(parsed.GetValue(_with), "--with").ToDictionary(pair => pair.Key, pair => DataSources.Open(pair.Value));
        tables[DataTable] = DataSources.Open(path, declared);
        return DataSources.Query(sql, tables, result);

        void Set(string key, object? value)
        {
            if (value is not null)
                declared[key] = value;
        }
    }

    /// <summary>What is declared of the rows, whatever they come from.</summary>
    private Dictionary<string, object?> Declare(ParseResult parsed, string? quarantine)
    {
        var declared = new Dictionary<string, object?>(StringComparer.Ordinal);
        var types = Pairs(parsed.GetValue(_types), "--type").ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        if (types.Count > 0)
            declared["columns"] = types;
        if ((parsed.GetValue(_misfits) ?? (quarantine is null ? null : "quarantine")) is { } misfits)
            declared["misfits"] = misfits;
        if (quarantine is not null)
            declared["quarantine"] = Path.GetFullPath(quarantine);
        if (parsed.GetValue(_maxRows) is { } rows)
            declared["max_rows"] = rows;
        if (parsed.GetValue(_maxColumns) is { } columns)
            declared["max_columns"] = columns;
        return declared;
    }

    private static Dictionary<string, object?> Joined(Dictionary<string, object?> one, Dictionary<string, object?> other) => one.Concat(other).ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string[]? texts, string option)
    {
        foreach (var text in texts ?? [])
        {
            var at = text.LastIndexOf('=');
            if (at < 1 || at == text.Length - 1)
                throw new SakerException(ErrorKind.InvalidInput, $"{option} is '{text}'; write it as NAME=VALUE.", option);
            yield return new(text[..at], text[(at + 1)..]);
        }
    }

    private static Option<string[]> Repeated(string name, string description) => new(name) { Description = $"{description} May be given several times." };
}
