using System.Text;
using Saker.Testing.Requests;

namespace Saker.Server.Tests.Http.Mlflow.Hostile;

/// <summary>Makes hostile requests to MLflow's routes; the same seed gives the same ones.</summary>
/// <param name="run">A run that is there.</param>
/// <param name="outside">A folder beside the home, with a secret in it.</param>
/// <param name="seed">Decides what is made.</param>
internal sealed class HostileRequests(string run, string outside, int seed)
{
    private static readonly (string Method, string Path, string Body)[] Good =
    [
        ("POST", "experiments/create", """{"name":"e","artifact_location":"mlflow-artifacts:/7","tags":[{"key":"k","value":"v"}]}"""),
        ("POST", "experiments/update", """{"experiment_id":"0","new_name":"Default"}"""),
        ("POST", "experiments/set-experiment-tag", """{"experiment_id":"0","key":"k","value":"v"}"""),
        ("POST", "experiments/search", """{"max_results":5,"filter":"name LIKE '%a%'","order_by":["name ASC"],"page_token":"eyJvZmZzZXQiOiAxfQ=="}"""),
        ("POST", "runs/create", """{"experiment_id":"0","start_time":1,"run_name":"n","tags":[{"key":"k","value":"v"}]}"""),
        ("POST", "runs/update", """{"run_id":"RUN","status":"RUNNING","end_time":5,"run_name":"n"}"""),
        ("POST", "runs/search", """{"experiment_ids":["0"],"filter":"metrics.loss > 0.5 AND tags.k = 'v'","max_results":5,"order_by":["metrics.loss DESC"]}"""),
        ("POST", "runs/log-metric", """{"run_id":"RUN","key":"loss","value":0.5,"timestamp":1,"step":3}"""),
        ("POST", "runs/log-parameter", """{"run_id":"RUN","key":"p","value":"1"}"""),
        ("POST", "runs/set-tag", """{"run_id":"RUN","key":"t","value":"1"}"""),
        ("POST", "runs/delete-tag", """{"run_id":"RUN","key":"t"}"""),
        ("POST", "runs/log-batch", """{"run_id":"RUN","metrics":[{"key":"m","value":1,"timestamp":1,"step":0}],"params":[{"key":"q","value":"1"}],"tags":[{"key":"u","value":"1"}]}"""),
        ("POST", "runs/log-inputs", """{"run_id":"RUN","datasets":[{"dataset":{"name":"d","digest":"1","source_type":"local","source":"x"},"tags":[{"key":"k","value":"v"}]}]}"""),
        ("POST", "runs/log-model", """{"run_id":"RUN","model_json":"{\"artifact_path\":\"m\",\"flavors\":{}}"}"""),
        ("POST", "registered-models/create", """{"name":"m","tags":[{"key":"k","value":"v"}],"description":"d"}"""),
        ("PATCH", "registered-models/update", """{"name":"m","description":"d"}"""),
        ("POST", "registered-models/alias", """{"name":"m","alias":"a","version":"1"}"""),
        ("POST", "model-versions/create", """{"name":"m","source":"mlflow-artifacts:/0/RUN/artifacts/model","run_id":"RUN"}"""),
        ("POST", "model-versions/transition-stage", """{"name":"m","version":"1","stage":"Production","archive_existing_versions":true}"""),
        ("POST", "logged-models", """{"experiment_id":"0","name":"l","model_type":"x","source_run_id":"RUN","params":[{"key":"k","value":"v"}]}"""),
        ("POST", "logged-models/search", """{"experiment_ids":["0"],"filter":"params.k = 'v'","max_results":5}"""),
    ];

    private static readonly string[] Filters =
    [
        "'; DROP TABLE runs; --", "1=1 OR 1=1", "metrics.loss > 0) OR (1=1", "tags.\"k\" = '' UNION SELECT * FROM api_keys --'", "params.`a'b` = \"c'; DELETE FROM metrics; --\"",
        "name = '\\'; DROP TABLE runs; --'", "attributes.run_id IN ('a', 'b'); SELECT 1", "tags.k LIKE '%' ESCAPE ''", "metrics.\"x\"\"y\" = 1", "run_id = 'x' /* */ --", "(((((((((", "NOT NOT NOT NOT",
        "metrics.loss = 1e999", "metrics.loss = nan", "tags.k = '\u202e\ufeff\ud7ff'", "status = $1", "status = @status", "status = :status", "status = ?", "x'00' = x'00'", "pg_sleep(10) = 1", "randomblob(1000000000) = 1",
    ];

    private static readonly string[] Traversals =
    [
        "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/etc/passwd", "..%252f..%252fetc%252fpasswd", "....//....//etc/passwd", "..\\..\\..\\etc\\passwd", "..%5c..%5cetc%5cpasswd", "%2fetc%2fpasswd", "//etc/passwd",
        "a/../../../../../etc/passwd", "a/..%00/b", "%00", "a%00b", "C:/windows/win.ini", "C:%5cwindows%5cwin.ini", "file:///etc/passwd", ".", "..", "./..", "a/./b/../..", "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd", "%uff0e%uff0e/etc/passwd", "a//b", "~root/.ssh/id_rsa",
        "0/../../canary/secret.txt", "..%2f..%2fcanary%2fsecret.txt", "../canary/secret.txt", "../saker.db", "..%2fsaker.db", "CON", "a/%0d%0aX-Injected:%201", "%e2%80%ae", "a%20b", "%", "%zz", "%f0%28%8c%28",
    ];

    private readonly Random _random = new(seed);

    public HostileRequest Next() => _random.Next(6) switch
    {
        0 => Traversal(),
        1 => Filter(),
        2 => Large(),
        3 => Nested(),
        4 => BrokenText(),
        _ => Mutated(),
    };

    private HostileRequest Traversal()
    {
        var path = Pick(Traversals).Replace("canary", Path.GetFileName(outside), StringComparison.Ordinal);
        if (_random.Next(4) == 0)
            path = string.Concat(Enumerable.Repeat("../", _random.Next(1, 12))) + outside.TrimStart('/') + "/secret.txt";
        var encoded = Uri.EscapeDataString(path);
        return _random.Next(9) switch
        {
            0 => Of("GET", $"/api/2.0/mlflow-artifacts/artifacts/{path}"),
            1 => Of("PUT", $"/api/2.0/mlflow-artifacts/artifacts/{path}", "overwritten"),
            2 => Of("DELETE", $"/api/2.0/mlflow-artifacts/artifacts/{path}"),
            3 => Of("GET", $"/api/2.0/mlflow-artifacts/artifacts?path={encoded}"),
            4 => Of("GET", $"/api/2.0/mlflow/artifacts/list?run_id={run}&path={encoded}"),
            5 => Of("GET", $"/get-artifact?run_id={run}&path={encoded}"),
            6 => Of("GET", $"/model-versions/get-artifact?name=m&version=1&path={encoded}"),
            7 => Post("model-versions/create", $$"""{"name":"m","source":"{{Json(_random.Next(2) == 0 ? path : "runs:/" + run + "/" + path)}}","run_id":"{{run}}"}"""),
            _ => Of("POST", $"/api/2.0/mlflow-artifacts/mpu/create/{path}", """{"path":"x","num_parts":1}"""),
        };
    }

    private HostileRequest Filter()
    {
        var filter = _random.Next(3) == 0 ? string.Concat(Enumerable.Repeat(Pick(["(", "NOT ", "a.b = 'c' AND ", "metrics.x > 1 OR ", "'", "`", "\"", "((("]), _random.Next(1, 20_000))) : Pick(Filters);
        var body = _random.Next(3) switch
        {
            0 => $$"""{"experiment_ids":["0"],"filter":"{{Json(filter)}}"}""",
            1 => $$"""{"experiment_ids":["0"],"order_by":["{{Json(filter)}}"]}""",
            _ => $$"""{"experiment_ids":["0"],"page_token":"{{Json(_random.Next(2) == 0 ? filter : Convert.ToBase64String(Encoding.UTF8.GetBytes(filter)))}}"}""",
        };
        return Pick([0, 1, 2, 3, 4]) switch
        {
            0 => Post("runs/search", body),
            1 => Post("experiments/search", body),
            2 => Post("logged-models/search", body),
            3 => Of("GET", $"/api/2.0/mlflow/registered-models/search?filter={Uri.EscapeDataString(filter.Length > 5_000 ? filter[..5_000] : filter)}"),
            _ => Of("GET", $"/ajax-api/2.0/mlflow/model-versions/search?filter={Uri.EscapeDataString(filter.Length > 5_000 ? filter[..5_000] : filter)}"),
        };
    }

    private HostileRequest Large()
    {
        var (method, path, body) = Pick(Good);
        var text = new string(Pick(["a", "é", "\ud83d\udc26", "/", ".", "'", " "])[0] is var c && char.IsSurrogate(c) ? 'b' : c, _random.Next(200, 200_000));
        var fields = body.Split('"');
        var at = _random.Next(fields.Length / 2) * 2 + 1;
        fields[Math.Min(at, fields.Length - 1)] = text;
        return Of(method, "/api/2.0/mlflow/" + path, string.Join('"', fields).Replace("RUN", run, StringComparison.Ordinal));
    }

    private HostileRequest Nested()
    {
        var (method, path, body) = Pick(Good);
        var depth = _random.Next(10, 100_000);
        var nested = _random.Next(2) == 0 ? new string('[', depth) + new string(']', depth) : string.Concat(Enumerable.Repeat("{\"a\":", depth / 4)) + "1" + new string('}', depth / 4);
        return Of(method, "/api/2.0/mlflow/" + path, _random.Next(2) == 0 ? nested : body.Replace("RUN", run, StringComparison.Ordinal).TrimEnd('}') + ",\"tags\":" + nested + "}");
    }

    private HostileRequest BrokenText()
    {
        var (method, path, body) = Pick(Good);
        byte[][] broken = [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf0, 0x28, 0x8c, 0x28], [0xc0, 0xaf], Encoding.ASCII.GetBytes("\\ud800"), Encoding.ASCII.GetBytes("\\u0000"), Encoding.ASCII.GetBytes("\\x"), [0], [0x1b, 0x5b]];
        var bytes = Encoding.UTF8.GetBytes(body.Replace("RUN", run, StringComparison.Ordinal)).ToList();
        bytes.InsertRange(_random.Next(bytes.Count), Pick(broken));
        return new HostileRequest(method, "/api/2.0/mlflow/" + path, [.. bytes]);
    }

    private HostileRequest Mutated()
    {
        var (method, path, body) = Pick(Good);
        return new HostileRequest(method, "/api/2.0/mlflow/" + path, ByteMutation.Of(Encoding.UTF8.GetBytes(body.Replace("RUN", run, StringComparison.Ordinal)), _random));
    }

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    private static HostileRequest Post(string path, string body) => Of("POST", "/api/2.0/mlflow/" + path, body);

    private static HostileRequest Of(string method, string target, string body = "") => new(method, target, Encoding.UTF8.GetBytes(body));

    private static string Json(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();
}
