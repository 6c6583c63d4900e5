using Saker.Cli.Output;

namespace Saker.Cli.Commands.Data;

/// <summary>Says on standard error how many rows are read, where a person looks.</summary>
internal sealed class RowProgress : IProgress<long>
{
    private RowProgress()
    {
    }

    /// <summary>Null where standard error is no terminal, or a program reads the output.</summary>
    public static RowProgress? Create(CliOutput output) => output.IsJson || Console.IsErrorRedirected ? null : new RowProgress();

    public void Report(long value) => Console.Error.Write($"\r{Show.Count(value)} rows ");
}
