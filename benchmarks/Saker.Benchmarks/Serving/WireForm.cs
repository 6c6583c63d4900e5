using Saker.OpenInference.Framing;

namespace Saker.Benchmarks.Serving;

/// <summary>One way to ask for the same rows: its load, and what it must be answered.</summary>
internal sealed class WireForm
{
    private const int FirstRequests = 100;

    private readonly H2Load _load;
    private readonly byte[] _body;
    private readonly Func<byte[], Task<ReadOnlyMemory<byte>>> _ask;

    private WireForm(H2Load load, byte[] body, Func<byte[], Task<ReadOnlyMemory<byte>>> ask, ReadOnlyMemory<byte> answer)
    {
        _load = load;
        _body = body;
        _ask = ask;
        Answer = answer;
    }

    /// <summary>The first answer; over gRPC its message.</summary>
    public ReadOnlyMemory<byte> Answer { get; }

    /// <summary>How many requests a run makes.</summary>
    public int Requests { get; private set; } = FirstRequests;

    /// <param name="home">Its folder takes the body.</param>
    /// <param name="name">Of the body's file.</param>
    /// <param name="address">Where to post.</param>
    /// <param name="body">What is posted; over gRPC the message with its prefix.</param>
    /// <param name="headers">As <c>name: value</c>.</param>
    /// <param name="isGrpc">Over HTTP/2; else over HTTP/1.1.</param>
    /// <param name="ask">Posts the body once, and reads the answer.</param>
    public static async Task<WireForm> CreateAsync(ServingHome home, string name, Uri address, byte[] body, IReadOnlyList<string> headers, bool isGrpc, Func<byte[], Task<ReadOnlyMemory<byte>>> ask)
    {
        var file = Path.Combine(home.Folder, $"rows.{name}");
        await File.WriteAllBytesAsync(file, body, CancellationToken.None);
        var answer = await ask(body);
        return new WireForm(new H2Load(address, isGrpc, file, headers, answer.Length + (isGrpc ? GrpcFrame.PrefixSize : 0)), body, ask, answer);
    }

    /// <summary>Has the server's code compiled, and finds how many requests a run of a duration takes.</summary>
    public async Task WarmUpAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        for (var time = 0; time < 3; time++)
            Requests = Math.Max(FirstRequests, (int)(await RunAsync(cancellationToken) * duration.TotalSeconds));
    }

    /// <summary>Requests answered in a second.</summary>
    public Task<double> RunAsync(CancellationToken cancellationToken) => _load.RunAsync(Requests, cancellationToken);

    /// <summary>Asks once more.</summary>
    public async Task RequireSameAnswerAsync()
    {
        if (!(await _ask(_body)).Span.SequenceEqual(Answer.Span))
            throw new BenchmarkException("the same request was answered differently.");
    }
}
