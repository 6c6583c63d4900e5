using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>The file of a <see cref="PrivacyBudget"/>: one line of JSON for the budget, then one for every answer, only ever added to.</summary>
internal static class BudgetLedger
{
    private const string Format = "saker privacy budget 1";
    private const int MaxBytes = 256 << 20;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static void Create(string path, string dataset, double epsilon, double delta, PrivacyAccounting accounting, DateTimeOffset at)
    {
        try
        {
            DurableFile.Write(path, Line(new Head(Format, dataset, epsilon, delta, accounting, at)), overwrite: false);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new SakerException(ErrorKind.AlreadyExists, $"There is a budget '{path}' already. To begin anew would forget what was spent; a larger budget is a decision to be made with another file.", "budget", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The budget '{path}' cannot be written: {e.Message}", "budget", e);
        }
    }

    /// <summary>The budget, the sum of what was spent, how many answers, and how many bytes of the file are whole lines.</summary>
    public static (Head Head, PrivacyCost Spent, long Count, long Length) Read(FileStream file)
    {
        if (file.Length > MaxBytes)
            throw Damaged(file.Name, $"it has {file.Length} bytes, and at most {MaxBytes} are read", null);
        var content = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(content);
        // A last line without an end is of a process that died before it gave an answer: nothing was spent by it.
        var whole = content.AsSpan().LastIndexOf((byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(content, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            var head = lines.Length == 0 ? null : JsonSerializer.Deserialize<Head>(lines[0], Json);
            if (head is not { Format: Format, Epsilon: > 0, Delta: >= 0 and < 1 })
                throw Damaged(file.Name, $"its first line is not that of a '{Format}'", null);
            var spent = lines.Skip(1).Select(line => JsonSerializer.Deserialize<Entry>(line, Json)!).Aggregate(default(PrivacyCost), (sum, entry) => sum + Checked(entry));
            return (head, spent, lines.Length - 1, whole);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Damaged(file.Name, "a line cannot be read", e);
        }
    }

    /// <summary>Adds an answer, durably.</summary>
    public static void Append(FileStream file, long length, string what, PrivacyCost cost, DateTimeOffset at)
    {
        file.SetLength(length);
        file.Position = length;
        file.Write(Line(new Entry(at, what, cost.Epsilon, cost.Delta, cost.Rho)));
        file.Flush(flushToDisk: true);
    }

    private static PrivacyCost Checked(Entry entry) => entry is { Epsilon: >= 0, Delta: >= 0, Rho: >= 0 }
        ? new PrivacyCost(entry.Epsilon, entry.Delta, entry.Rho)
        : throw new FormatException("An answer costs less than nothing.");

    private static byte[] Line<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Json), (byte)'\n'];

    private static SakerException Damaged(string path, string why, Exception? inner) =>
        new(ErrorKind.DataLoss, $"The budget '{path}' is damaged: {why}. Restore it from a backup; without it nobody knows what was spent.", "budget", inner);

    internal sealed record Head(string Format, string Dataset, double Epsilon, double Delta, PrivacyAccounting Accounting, DateTimeOffset CreatedAt);

    private sealed record Entry(DateTimeOffset At, string What, double Epsilon, double Delta, double Rho);
}
