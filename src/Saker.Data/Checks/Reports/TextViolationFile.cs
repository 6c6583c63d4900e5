namespace Saker.Data.Checks.Reports;

/// <summary>Violations as lines of text, in UTF-8.</summary>
internal sealed class TextViolationFile : ViolationFile
{
    private readonly StreamWriter _writer;
    private readonly IViolationText _text;

    public TextViolationFile(string path, IViolationText text)
        : base(path)
    {
        _text = text;
        _writer = new StreamWriter(Temporary) { NewLine = "\n" };
        if (text.Header is { } header)
            _writer.WriteLine(header);
    }

    public override async Task CompleteAsync()
    {
        try
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
            File.Move(Temporary, FullPath, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(FullPath, e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            File.Delete(Temporary);
        }
    }

    private protected override void Write(Violation violation)
    {
        try
        {
            _text.Write(_writer, violation);
        }
        catch (IOException e)
        {
            throw CannotWrite(FullPath, e);
        }
    }
}
