using System.Globalization;

namespace Saker.Data.Engine;

/// <summary>
/// The SQL engine of the process: one DuckDB database in memory, started by the first connection. Thread-safe.
/// It installs and loads no extensions, hence reaches no network.
/// </summary>
public static class SqlEngine
{
    private static readonly Lock Gate = new();
    private static SqlEngineOptions _options = new();
    private static nint _database;

    // Whether the process removes its own folder when it ends.
    private static bool _isCleared;

    /// <summary>Sets the options; to be called before the engine is first used.</summary>
    /// <exception cref="SakerException">The engine runs already, with other options.</exception>
    public static void Configure(SqlEngineOptions options)
    {
        lock (Gate)
        {
            if (_database != 0 && options != _options)
                throw new SakerException(ErrorKind.Conflict, "The SQL engine runs already; its options must be set before its first use.");
            _options = options;
        }
    }

    /// <summary>Where the engine, and what prepares files for it, write what is too large for memory.</summary>
    internal static string TempFolder
    {
        get
        {
            lock (Gate)
                return _options.TempFolder;
        }
    }

    /// <summary>Threads that the engine, and what works for it, may use.</summary>
    internal static int Threads
    {
        get
        {
            lock (Gate)
                return Math.Max(_options.Threads, 1);
        }
    }

    /// <summary>A new connection; cheap. Each is for one thread at a time.</summary>
    internal static SqlConnection Connect()
    {
        nint database;
        lock (Gate)
        {
            if (_database == 0)
                _database = SqlDatabase.Open(Settings_NeedsLock(_options.TempFolder));
            database = _database;
        }
        return SqlDatabase.Connect(database);
    }

    /// <summary>The only connection to a database of its own, which ends with it: for statements of users.</summary>
    internal static SqlConnection ConnectApart()
    {
        nint database;
        // A database clears its folder when it ends, of whatever lies there: none may share one.
        lock (Gate)
            database = SqlDatabase.Open(Settings_NeedsLock(Path.Combine(_options.TempFolder, Path.GetRandomFileName())));
        return SqlDatabase.ConnectAlone(database);
    }

    private static IEnumerable<(string Name, string Value)> Settings_NeedsLock(string tempFolder)
    {
        PrivateFolder.Make(_options.TempFolder);
        if (!_isCleared)
            AppDomain.CurrentDomain.ProcessExit += static (_, _) => PrivateFolder.Remove(SqlEngineOptions.OwnTempFolder);
        _isCleared = true;
        return
        [
            ("threads", Math.Max(_options.Threads, 1).ToString(CultureInfo.InvariantCulture)),
            ("memory_limit", FormattableString.Invariant($"{Math.Max(_options.MaxMemoryBytes, 64L << 20)}B")),
            ("temp_directory", tempFolder),
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
        ];
    }
}
