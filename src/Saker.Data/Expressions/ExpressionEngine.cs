using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>
/// The database that computes expressions: apart from the one that reads data, as nothing in it can reach a file or change a setting.
/// A run takes no thread but its caller's.
/// </summary>
internal static class ExpressionEngine
{
    private const string MemoryLimit = "268435456B";

    private static readonly Lazy<nint> Database = new(Open);

    public static SqlConnection Connect() => SqlDatabase.Connect(Database.Value);

    private static nint Open()
    {
        var database = SqlDatabase.Open(
        [
            ("threads", "1"),
            ("memory_limit", MemoryLimit),
            ("temp_directory", ""),
            ("autoinstall_known_extensions", "false"),
            ("autoload_known_extensions", "false"),
            ("enable_external_access", "false"),
            ("lock_configuration", "true"),
        ]);
        using var connection = SqlDatabase.Connect(database);
        RowFunction.Register(connection);
        return database;
    }
}
