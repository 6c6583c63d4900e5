using Npgsql;
using Saker.Data;

namespace Saker.Backends.Postgres;

/// <summary>Which PostgreSQL database holds the metadata, 13 or newer.</summary>
public sealed record PostgresOptions
{
    private const string DefaultSchema = "saker";
    private const string SchemaParameter = "schema";
    private static readonly string[] Schemes = ["postgres", "postgresql"];

    /// <summary>As Npgsql reads it: <c>Host=db;Database=saker;Username=saker;Password=...</c>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds the tables; made when it is not there. One installation has one of its own.</summary>
    public string Schema { get; init; } = DefaultSchema;

    /// <summary>How long a write may wait for other writers, in this and other processes.</summary>
    public TimeSpan MaxWriteWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many connections this process may hold.</summary>
    public int MaxConnections { get; init; } = 20;

    /// <summary>
    /// Reads an address, <c>postgres://user:password@host:5432/database?schema=saker</c>, or a connection string. Parameters of the
    /// address other than the schema are Npgsql's, such as <c>sslmode=require</c>.
    /// </summary>
    /// <exception cref="SakerException">It is neither; the password is not repeated.</exception>
    public static PostgresOptions Parse(string text)
    {
        try
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var address) && Schemes.Contains(address.Scheme)
                ? FromAddress(address)
                : FromConnectionString(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The database is given neither as postgres://USER:PASSWORD@HOST:5432/DATABASE nor as a connection string such as Host=HOST;Database=DATABASE;Username=USER: {exception.Message}", "database");
        }
    }

    /// <summary>Where it is, without secrets.</summary>
    public override string ToString()
    {
        var parts = new NpgsqlConnectionStringBuilder(ConnectionString);
        return $"{parts.Host}/{parts.Database} (schema {Schema})";
    }

    private static PostgresOptions FromConnectionString(string text)
    {
        var parts = new NpgsqlConnectionStringBuilder(text);
        if (parts.Host is null)
            throw new ArgumentException("it names no host.");
        return new PostgresOptions { ConnectionString = text, Schema = parts.SearchPath is { Length: > 0 } path ? CheckedSchema(path) : DefaultSchema };
    }

    private static PostgresOptions FromAddress(Uri address)
    {
        if (address.Host.Length == 0)
            throw new ArgumentException("it names no host.");
        var parts = new NpgsqlConnectionStringBuilder { Host = address.Host, Database = Uri.UnescapeDataString(address.AbsolutePath.Trim('/')) };
        if (address.Port > 0)
            parts.Port = address.Port;
        var user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            parts.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            parts.Password = Uri.UnescapeDataString(user[1]);
        var schema = DefaultSchema;
        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.Split('=', 2);
            var value = split.Length > 1 ? Uri.UnescapeDataString(split[1]) : "";
            if (split[0] == SchemaParameter)
                schema = CheckedSchema(value);
            else
                parts[split[0]] = value;
        }
        return new PostgresOptions { ConnectionString = parts.ToString(), Schema = schema };
    }

    private static string CheckedSchema(string name) => name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        ? name
        : throw new ArgumentException($"the schema '{name}' must be of lower-case letters, digits and '_'.");
}
