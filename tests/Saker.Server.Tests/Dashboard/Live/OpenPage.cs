namespace Saker.Server.Tests.Dashboard.Live;

/// <summary>The events of a page as a browser gets them.</summary>
internal sealed class OpenPage : IDisposable
{
    // How long a busy machine may take until it is a fault; pages promise two seconds.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _events;

    private OpenPage(string address, HttpResponseMessage response, Stream events) => (Address, _response, _events) = (address, response, new StreamReader(events));

    public string Address { get; }

    /// <summary>Opens it, and reads what it begins with.</summary>
    public static async Task<OpenPage> OpenAsync(HttpClient http, string address, CancellationToken cancellationToken)
    {
        var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} from {address}: {(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(cancellationToken))}");
        return new OpenPage(address, response, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    /// <summary>Waits until it is told of something.</summary>
    public async Task SeesAsync(string text, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(s_patience);
        try
        {
            while (await _events.ReadLineAsync(waiting.Token) is { } line)
                if (line.Contains(text, StringComparison.Ordinal))
                    return;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What it waited for never came.
        }
        Assert.Fail($"{Address} was never told of '{text}'.");
    }

    public void Dispose()
    {
        _events.Dispose();
        _response.Dispose();
    }
}
