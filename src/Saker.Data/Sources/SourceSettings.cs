namespace Saker.Data.Sources;

/// <summary>Reads a declared source: the key that is there says of which kind it is.</summary>
public static class SourceSettings
{
    private static readonly SortedDictionary<string, Func<Settings, string, DataSource>> Kinds = new(StringComparer.Ordinal)
    {
        ["csv"] = (settings, folder) => CsvSource.Create(settings, "csv", null, folder),
        ["sqlite"] = SqliteSource.Create,
        ["tsv"] = (settings, folder) => CsvSource.Create(settings, "tsv", '\t', folder),
        ["json"] = (settings, folder) => JsonSource.Create(settings, "json", folder),
        ["jsonl"] = (settings, folder) => JsonSource.Create(settings, "jsonl", folder),
        ["parquet"] = (settings, folder) => new ParquetSource { Path = settings.FilePath("parquet", folder) }.With(settings, folder),
    };

    /// <summary>The source; whatever is wrong is added to the problems of the settings.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="folder">Relative paths start here.</param>
    public static DataSource Create(Settings settings, string folder)
    {
        var named = Kinds.Keys.Concat(DatabaseKinds.Keys).Where(settings.Has).ToArray();
        if (named.Length > 1)
            settings.Report(named[1], $"a source is of one kind; there is '{named[0]}' already.");
        var source = named.Length == 0 ? null : DatabaseKinds.Find(named[0]) is { } database ? CreateDatabase(database, settings, folder) : CreateFiles(named[0], settings, folder);
        source ??= settings.Has("sql") ? SqlSource.Create(settings, folder) : null;
        if (source is null)
            settings.Report("", $"a source is needed; use one of: {string.Join(", ", Kinds.Keys.Concat(DatabaseKinds.Keys).Append("sql"))}.");
        settings.RejectUnknown();
        return source ?? new CsvSource { Path = "" };
    }

    /// <summary>One file, or all that a glob matches or a folder holds, whenever it is read.</summary>
    private static DataSource CreateFiles(string kind, Settings settings, string folder)
    {
        var one = Kinds[kind](settings, folder);
        var path = one.Name;
        if (path.Length == 0 || (!FilePattern.IsOne(path) && !Directory.Exists(path)))
            return one;
        return new FilesSource { Pattern = path, Find = () => [.. DataSources.FindFiles(path).Select(file => Kinds[kind](settings.Replace(kind, file), folder))] }.With(settings, folder);
    }

    /// <summary>An address with a password is refused: what is declared is kept, in files and with runs.</summary>
    private static DataSource CreateDatabase(DatabaseKind kind, Settings settings, string folder)
    {
        try
        {
            var address = settings.Text(kind.Key);
            if (kind.HoldsSecret(address))
                settings.Report(kind.Key, "the address holds a password, which would be kept with what is declared here; leave it to the environment or a password file.");
            return WithDatabase(kind.OpenSource(address), settings, folder);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            settings.Report(kind.Key, e.Message);
            // What else is wrong is told too.
            return WithDatabase(new SqliteSource { Path = "" }, settings, folder);
        }
    }

    /// <summary>The source with <c>table</c>, <c>sql</c> and what all sources have.</summary>
    internal static DatabaseSource WithDatabase(DatabaseSource source, Settings settings, string folder) =>
        (source with { Table = settings.OptionalText("table"), Sql = settings.OptionalText("sql") }).With(settings, folder);

    /// <summary>A path that must be there, resolved.</summary>
    internal static string FilePath(this Settings settings, string key, string folder)
    {
        var path = settings.Text(key);
        if (path.Contains("://", StringComparison.Ordinal))
            settings.Report(key, $"an address ({path[..path.IndexOf(':', StringComparison.Ordinal)]}://...) is no file. Download it and name the file.");
        return path.Length == 0 ? path : Path.Combine(folder, path);
    }

    /// <summary>The source with the keys that all kinds have: <c>columns</c>, <c>misfits</c>, <c>quarantine</c>, <c>max_rows</c>, <c>max_columns</c>.</summary>
    internal static T With<T>(this T source, Settings settings, string folder)
        where T : DataSource
    {
        if (settings.OptionalText("misfits") == "quarantine" && !settings.Has("quarantine"))
            settings.Report("quarantine", "rows are to be set aside; name the file for them.");
        var columns = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        var declared = settings.Section("columns");
        foreach (var name in declared.Keys())
        {
            if (ColumnTypes.Find(declared.Text(name)) is { } type)
                columns[name] = type;
            else
                declared.Report(name, $"'{declared.OptionalText(name)}' is not a type; use one of: {string.Join(", ", Enum.GetValues<ColumnType>().Select(known => known.Name()))}.");
        }
        return source with
        {
            Columns = columns,
            Misfits = Enum.Parse<MisfitPolicy>(settings.Choice("misfits", "fail", "fail", "null", "quarantine"), ignoreCase: true),
            QuarantineFile = settings.OptionalText("quarantine") is { } file ? Path.Combine(folder, file) : null,
            MaxRows = (long)settings.Number("max_rows", source.MaxRows, 1, long.MaxValue / 2),
            MaxColumns = settings.Integer("max_columns", source.MaxColumns, 1, 100_000),
        };
    }
}
