using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Where a command writes: tables for people, or one JSON value for programs.</summary>
internal sealed class CliOutput(IAnsiConsole console, TextWriter errors, bool isJson)
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The environment variable that makes unexpected failures print their stack trace on standard error.</summary>
    public const string DetailsVariable = "SAKER_DETAILS";

    // Wide enough that nothing is broken into lines for a program that reads them.
    private const int RedirectedWidth = 1_000;

    public bool IsJson => isJson;

    public IAnsiConsole Console => console;

    /// <summary>The console: colours, bars and wrapping only where a person looks.</summary>
    public static IAnsiConsole OpenConsole()
    {
        if (!System.Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        console.Profile.Width = RedirectedWidth;
        return console;
    }

    /// <summary>Writes the JSON form when asked for, otherwise the human one.</summary>
    public void Write(object json, Action<IAnsiConsole> human)
    {
        if (isJson)
            System.Console.Out.WriteLine(JsonSerializer.Serialize(json, JsonOptions));
        else
            human(console);
    }

    /// <summary>Reports what failed and gives the exit code.</summary>
    public int Fail(SakerException exception)
    {
        if (isJson)
        {
            var error = new { kind = exception.Kind, message = exception.Message, problems = exception.Problems };
            System.Console.Out.WriteLine(JsonSerializer.Serialize(new { error }, JsonOptions));
        }
        else
        {
            errors.WriteLine($"error: {exception.Message}");
        }
        return 1;
    }

    /// <summary>Reports a fault of the program itself: in one line, and whole when <see cref="DetailsVariable"/> is set.</summary>
    public int FailUnexpected(Exception exception)
    {
        var reason = exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
        // A full disk, a folder that may not be written: no fault of the program.
        if (exception is IOException or UnauthorizedAccessException)
            return Fail(new SakerException(ErrorKind.Unavailable, $"A file cannot be read or written: {reason}.", inner: exception));
        var exitCode = Fail(new SakerException(ErrorKind.Internal, $"This should not have happened: {reason} ({exception.GetType().Name}). Run it again with {DetailsVariable}=1 to see where, and report that.", inner: exception));
        if (Environment.GetEnvironmentVariable(DetailsVariable) is { Length: > 0 })
            errors.WriteLine(exception);
        return exitCode;
    }

    /// <summary>A table with a header row; cells are texts, not markup. Columns that hold numbers are right-aligned.</summary>
    public static Spectre.Console.Table Table(params ReadOnlySpan<string> headers)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Simple);
        foreach (var header in headers)
        {
            var isNumber = header.StartsWith('#');
            var column = new TableColumn(Markup.Escape(header.TrimStart('#'))).NoWrap();
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }
        return table;
    }
}
