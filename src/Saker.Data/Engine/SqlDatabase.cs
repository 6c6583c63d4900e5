using System.Runtime.InteropServices;

namespace Saker.Data.Engine;

/// <summary>Databases in memory.</summary>
internal static class SqlDatabase
{
    public static nint Open(IEnumerable<(string Name, string Value)> settings)
    {
        if (DuckDb.CreateConfig(out var config) != 0)
            throw new SakerException(ErrorKind.Internal, "The SQL engine cannot be configured.");
        try
        {
            foreach (var (name, value) in settings)
            {
                if (DuckDb.SetConfig(config, name, value) != 0)
                    throw new SakerException(ErrorKind.InvalidInput, $"The SQL engine does not take '{value}' for {name}.", name);
            }
            if (DuckDb.Open(null, out var database, config, out var error) == 0)
                return database;
            var message = Marshal.PtrToStringUTF8(error);
            DuckDb.Free(error);
            throw new SakerException(ErrorKind.Internal, $"The SQL engine did not start: {message}");
        }
        finally
        {
            DuckDb.DestroyConfig(ref config);
        }
    }

    /// <summary>A connection with which its database ends.</summary>
    public static SqlConnection ConnectAlone(nint database)
    {
        if (DuckDb.Connect(database, out var connection) == 0)
            return new SqlConnection(connection, database);
        DuckDb.Close(ref database);
        throw new SakerException(ErrorKind.Internal, "The SQL engine gave no connection.");
    }

    public static SqlConnection Connect(nint database) => DuckDb.Connect(database, out var connection) == 0
        ? new SqlConnection(connection)
        : throw new SakerException(ErrorKind.Internal, "The SQL engine gave no connection.");
}
